package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.BootTimes;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Processes;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Programs that tell what the system is and does. */
final class SystemCommands {
  private SystemCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("hostname", SystemCommands::hostName);
    all.put("hostnamectl", SystemCommands::hostControl);
    all.put("uname", SystemCommands::system);
    all.put("uptime", call -> say(call, Processes.uptime(call.session().facts())));
    all.put("date", DateProgram::date);
    all.put("whoami", call -> say(call, call.session().state().login().user()));
    all.put("id", SystemCommands::identity);
    all.put("w", SystemCommands::who);
    all.put("who", SystemCommands::who);
    all.put("nproc", call -> say(call, "" + call.session().facts().machine().hardware().vcpus()));
    all.put("lscpu", SystemCommands::processors);
    all.put("free", SystemCommands::free);
    all.put("ps", call -> call.session().sayAll(Processes.list(call.session().facts())));
    all.put("top", SystemCommands::top);
    all.put("htop", SystemCommands::top);
    all.put("kill", SystemCommands::kill);
    all.put("jobs", SystemCommands::jobs);
    all.put("dmesg", call -> call.session().sayAll(BootTimes.dmesg(call.session().facts())));
    all.put("history", SystemCommands::history);
    all.put(
        "clear",
        call -> {
          call.session().clear();
          return 0;
        });
    all.put("env", SystemCommands::environment);
    all.put("true", _ -> 0);
    all.put("false", _ -> 1);
    all.put("which", SystemCommands::which);
    all.put("type", SystemCommands::which);
    all.put("help", SystemCommands::help);
    all.put("exit", SystemCommands::leave);
    all.put("logout", SystemCommands::leave);
    all.put("seq", SystemCommands::sequence);
  }

  private static int say(Call call, String line) {
    call.session().say(line);
    return 0;
  }

  private static int hostName(Call call) {
    GuestFacts facts = call.session().facts();
    if (call.has("-I")) {
      return say(
          call,
          String.join(
              " ",
              facts.nics().stream()
                  .filter(nic -> !nic.ip().isNone())
                  .map(nic -> nic.ip().toString())
                  .toList()));
    }
    if (!call.operands().isEmpty()) {
      return call.fail("the name is the machine's identity: rename the machine instead");
    }
    return say(call, facts.hostName());
  }

  private static int hostControl(Call call) {
    GuestFacts facts = call.session().facts();
    CommandLineRun session = call.session();
    session.say("   Static hostname: " + facts.hostName());
    session.say("         Icon name: computer-vm");
    session.say("        Machine ID: " + id(facts));
    session.say("    Virtualization: coppice");
    session.say("  Operating System: " + facts.machine().guest().os());
    session.say("            Kernel: Linux 6.1.0-28-amd64");
    facts
        .state()
        .forked()
        .filter(fork -> !fork.from().isEmpty())
        .ifPresent(fork -> session.say("       Forked from: " + fork.from()));
    return 0;
  }

  private static String id(GuestFacts facts) {
    long number = facts.machine().id().value() * 0x9E3779B97F4A7C15L;
    return String.format(Locale.ROOT, "%016x%016x", number, Long.rotateLeft(number, 29) ^ number);
  }

  private static int system(Call call) {
    String host = call.session().facts().hostName();
    return say(
        call,
        call.letter('a')
            ? "Linux " + host + " 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC x86_64 GNU/Linux"
            : call.letter('r') ? "6.1.0-28-amd64" : call.letter('n') ? host : "Linux");
  }

  private static int identity(Call call) {
    String user = call.session().state().login().user();
    return say(
        call,
        user.equals("root")
            ? "uid=0(root) gid=0(root) groups=0(root)"
            : "uid=1000(" + user + ") gid=1000(" + user + ") groups=1000(" + user + ")");
  }

  private static int who(Call call) {
    call.session().say(call.session().state().login().user() + "     tty1");
    return 0;
  }

  private static int processors(Call call) {
    GuestFacts facts = call.session().facts();
    call.session().say("Architecture:        x86_64");
    call.session().say("CPU(s):              " + facts.machine().hardware().vcpus());
    facts
        .host()
        .ifPresent(
            host ->
                call.session().say("CPU MHz:             " + host.hardware().coreSpeed().value()));
    call.session().say("Hypervisor vendor:   Coppice");
    return 0;
  }

  private static int free(Call call) {
    GuestFacts facts = call.session().facts();
    long all = facts.memoryMib();
    long used = facts.usedMib();
    long cached = facts.cachedMib();
    call.session()
        .say("               total        used        free      shared  buff/cache   available");
    call.session()
        .say(
            String.format(
                Locale.ROOT,
                "Mem:     %11s %11s %11s %11s %11s %11s",
                memory(call, all),
                memory(call, used),
                memory(call, Math.max(0, all - used - cached)),
                memory(call, 1),
                memory(call, cached),
                memory(call, all - used)));
    call.session()
        .say(
            String.format(
                Locale.ROOT,
                "Swap:    %11s %11s %11s",
                memory(call, 0),
                memory(call, 0),
                memory(call, 0)));
    return 0;
  }

  private static String memory(Call call, long mib) {
    return call.letter('h') && mib == 0
        ? "0B"
        : call.letter('h')
            ? FileCommands.human(mib << 20) + "i"
            : call.letter('m') ? String.valueOf(mib) : String.valueOf(mib * 1024);
  }

  private static int top(Call call) {
    if (call.letter('b')) {
      return call.session().sayAll(Processes.top(call.session().facts(), 24));
    }
    return call.session().begin(new Work.Top());
  }

  private static int kill(Call call) {
    GuestState state = call.session().state();
    List<Work.Background> left = new ArrayList<>(state.background());
    for (String who : call.operands()) {
      boolean found =
          left.removeIf(
              one -> who.equals("%" + one.job()) || who.equals(String.valueOf(one.process())));
      if (!found) {
        return call.session().fail("-bash: kill: (" + who + ") - No such process");
      }
    }
    call.session().become(state.with(state.running(), left, state.programs()));
    return 0;
  }

  private static int jobs(Call call) {
    for (Work.Background one : call.session().state().background()) {
      call.session().say("[" + one.job() + "]+  Running                 " + one.line() + " &");
    }
    return 0;
  }

  private static int history(Call call) {
    List<String> all = call.session().state().history();
    for (int i = 0; i < all.size(); i++) {
      call.session().say(String.format(Locale.ROOT, "%5d  %s", i + 1, all.get(i)));
    }
    return 0;
  }

  private static int environment(Call call) {
    for (String name : List.of("HOSTNAME", "USER", "HOME", "PWD", "SHELL", "TERM", "PATH")) {
      call.session().say(name + "=" + GuestShell.variable(call.session(), name));
    }
    return 0;
  }

  private static int which(Call call) {
    int status = 0;
    for (String name : call.operands()) {
      if (Commands.all().containsKey(name)) {
        call.session().say("/usr/bin/" + name);
      } else {
        status = 1;
      }
    }
    return status;
  }

  private static int help(Call call) {
    CommandLineRun session = call.session();
    session.say("This guest is simulated; what you do in it, its world feels. Programs:");
    StringBuilder line = new StringBuilder("  ");
    for (String name : Commands.all().keySet()) {
      if (line.length() + name.length() > 76) {
        session.say(line.toString());
        line = new StringBuilder("  ");
      }
      line.append(name).append(' ');
    }
    session.say(line.toString());
    session.say("Pipes |, files > >> <, joins ; && ||, stress & in the background. Tab completes,");
    session.say("Up and Down go through what was typed, Ctrl+C ends what runs, Shift+Page Up");
    session.say("shows what scrolled away.");
    return 0;
  }

  private static int leave(Call call) {
    call.session().become(call.session().state().with(GuestState.Login.NOBODY));
    call.session().clear();
    return 0;
  }

  private static int sequence(Call call) {
    List<String> words = call.operands();
    long last = words.isEmpty() ? 0 : Call.number(words.getLast()).orElse(0L);
    long first = words.size() > 1 ? Call.number(words.getFirst()).orElse(1L) : 1;
    for (long i = first; i <= Math.min(last, first + GuestState.MOST_LINES); i++) {
      call.session().say(String.valueOf(i));
    }
    return 0;
  }
}
