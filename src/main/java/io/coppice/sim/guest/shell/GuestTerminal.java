package io.coppice.sim.guest.shell;

import io.coppice.model.SimTime;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.GuestState.Login;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.Work.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal of a guest: who sits there, what runs in front, and what both get to hear.
 * Everything is a function from one state to the next.
 */
public final class GuestTerminal {
  /** A ping that nobody stops ends by itself, so that a forgotten one does not go on for years. */
  private static final int MOST_PINGS = 3600;

  private static final List<String> USERS = List.of("root", "admin");

  /**
   * What came of it.
   *
   * @param next when the terminal is to be looked at again, if something runs
   */
  public record Result(GuestState state, List<Effect> effects, Optional<SimTime> next) {}

  private GuestTerminal() {}

  /** A line was typed and ended. */
  public static Result enter(GuestFacts facts, String line) {
    GuestState state = facts.state();
    Login login = state.login();
    if (state.panicked().isPresent()) {
      return still(state);
    }
    if (state.running().isPresent()) {
      return typedAt(facts, state.running().get(), line);
    }
    if (login.user().isEmpty()) {
      GuestState said = state.say(facts.hostName() + " login: " + line);
      String user = line.strip();
      return still(user.isEmpty() ? said : said.with(new Login(cut(user), true, "/", 0)));
    }
    if (login.asked()) {
      return still(login(facts));
    }
    GuestState asked = state.say(GuestShell.prompt(facts) + line).remember(line.strip());
    return after(GuestShell.run(facts.become(asked), line), facts);
  }

  private static String cut(String user) {
    return user.length() > 32 ? user.substring(0, 32) : user;
  }

  private static GuestState login(GuestFacts facts) {
    GuestState said = facts.state().say("Password: ");
    String user = said.login().user();
    if (!USERS.contains(user)) {
      return said.say(List.of("", "Login incorrect")).with(Login.NOBODY);
    }
    String home = user.equals("root") ? "/root" : "/home/" + user;
    return said.say(
            List.of(
                "Linux " + facts.hostName() + " 6.1.0-28-amd64 x86_64",
                "",
                "Welcome to " + facts.machine().guest().os() + ". Type help for what there is.",
                ""))
        .with(new Login(user, false, home, 0));
  }

  private static Result typedAt(GuestFacts facts, Running front, String line) {
    if (front.work() instanceof Work.Top && line.strip().equals("q")) {
      return interrupt(facts);
    }
    return new Result(
        front.work() instanceof Work.Top ? facts.state() : facts.state().say(line),
        List.of(),
        Optional.empty());
  }

  /** Ctrl+C. */
  public static Result interrupt(GuestFacts facts) {
    GuestState state = facts.state();
    if (state.panicked().isPresent()) {
      return still(state);
    }
    if (state.running().isEmpty()) {
      return still(
          state.login().isIn()
              ? state.say(GuestShell.prompt(facts) + "^C").ending(130)
              : state.login().asked() ? state.say("Password: ").with(Login.NOBODY) : state);
    }
    Running front = state.running().get();
    CommandLineRun session = new CommandLineRun(facts.become(state.with(Optional.empty())));
    List<String> said =
        new ArrayList<>(front.work() instanceof Work.Top ? List.of() : List.of("^C"));
    List<String> summary =
        front.work() instanceof Work.Ping ping
            ? PingProgram.summary(facts, front, ping)
            : List.of();
    List<String> gathered = new ArrayList<>(front.gathered());
    gathered.addAll(summary);
    said.addAll(GuestShell.through(session, front, gathered));
    session.become(session.state().say(said).ending(130));
    List<Effect> effects = new ArrayList<>(done(session, front));
    effects.addAll(session.effects());
    return after(new GuestShell.Ran(session.state(), effects), facts);
  }

  /** What a program that never ends by itself had done when it was stopped, stays done. */
  private static List<Effect> done(CommandLineRun session, Running front) {
    if (front.work() instanceof Work.Bulk) {
      return List.of(new Effect.EndStream());
    }
    return front.work() instanceof Work.Script script
            && script.micros() == Long.MAX_VALUE
            && front.said() == script.lines().size()
        ? put(session, script.effects())
        : List.of();
  }

  /** Puts files; what is to be done besides. */
  private static List<Effect> put(CommandLineRun session, List<Effect> effects) {
    List<Effect> others = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Put put) {
        GuestDisk.write(session.state(), put.path(), put.file().at(session.facts().now()))
            .ifPresent(session::become);
      } else {
        others.add(effect);
      }
    }
    return others;
  }

  private static Result still(GuestState state) {
    return new Result(state, List.of(), Optional.empty());
  }

  private static Result after(GuestShell.Ran ran, GuestFacts facts) {
    return new Result(ran.state(), ran.effects(), next(ran.state(), facts.now()));
  }

  /** When something happens at the terminal by itself; empty if nothing does. */
  public static Optional<SimTime> next(GuestState state, SimTime now) {
    Optional<SimTime> behind =
        state.background().stream()
            .map(Work.Background::until)
            .filter(until -> until.micros() != Long.MAX_VALUE)
            .min(SimTime::compareTo);
    Optional<SimTime> front = state.running().flatMap(running -> next(running));
    return front.isPresent() && behind.isPresent() && behind.get().isBefore(front.get())
        ? behind.map(at -> later(at, now))
        : front.or(() -> behind).map(at -> later(at, now));
  }

  private static SimTime later(SimTime at, SimTime now) {
    return at.isBefore(now) ? now : at;
  }

  private static Optional<SimTime> next(Running front) {
    return switch (front.work()) {
      case Work.Script script ->
          front.said() < script.lines().size()
              ? Optional.of(front.started().plusMicros(script.lines().get(front.said()).micros()))
              : script.micros() == Long.MAX_VALUE
                  ? Optional.empty()
                  : Optional.of(front.started().plusMicros(script.micros()));
      case Work.Ping ping ->
          Optional.of(
              front
                  .started()
                  .plusMicros(ping.interval() * (ping.sent() + 1L) - ping.interval() + 1));
      case Work.Stress stress ->
          stress.micros() == 0
              ? Optional.empty()
              : Optional.of(front.started().plusMicros(stress.micros()));
      case Work.Lease lease -> Optional.of(front.started().plusMicros(lease.next()));
      case Work.Bulk bulk -> Optional.of(front.started().plusMicros(bulk.next()));
      case Work.Top _, Work.Capture _ -> Optional.empty();
    };
  }

  /** The guest stood still until now: what it waits for is as far away as it was. */
  static GuestState resumed(GuestState state, SimTime now) {
    Optional<SimTime> next = state.running().flatMap(running -> next(running));
    long late = next.map(at -> now.since(at).toNanos() / 1000).orElse(0L);
    return late <= 0 ? state : state.with(state.running().map(front -> front.later(late)));
  }

  /** Time came to what {@link #next} said. */
  public static Result tick(GuestFacts facts) {
    GuestState state = facts.state();
    List<Work.Background> left =
        state.background().stream().filter(one -> one.until().isAfter(facts.now())).toList();
    GuestState now = state;
    if (left.size() < state.background().size()) {
      List<String> done =
          state.background().stream()
              .filter(one -> !left.contains(one))
              .map(one -> "[" + one.job() + "]+  Done                    " + one.line())
              .toList();
      now = state.with(state.running(), left, state.programs()).say(done);
    }
    Optional<Running> front = now.running().filter(one -> isDue(one, facts.now()));
    return front.isEmpty()
        ? new Result(now, List.of(), next(now, facts.now()))
        : step(facts.become(now), front.get());
  }

  private static boolean isDue(Running front, SimTime now) {
    return next(front).filter(at -> !at.isAfter(now)).isPresent();
  }

  private static Result step(GuestFacts facts, Running front) {
    return switch (front.work()) {
      case Work.Script script -> script(facts, front, script);
      case Work.Ping ping -> ping(facts, front, ping);
      case Work.Lease lease -> lease(facts, front, lease);
      case Work.Bulk bulk -> bulk(facts, front, bulk);
      case Work.Stress _ ->
          end(
              facts,
              front,
              List.of("stress: info: [" + (700 + front.number()) + "] successful run completed"),
              0,
              List.of());
      case Work.Top _, Work.Capture _ -> still(facts.state());
    };
  }

  private static Result script(GuestFacts facts, Running front, Work.Script script) {
    List<String> lines = new ArrayList<>();
    int said = front.said();
    while (said < script.lines().size()
        && !front.started().plusMicros(script.lines().get(said).micros()).isAfter(facts.now())) {
      lines.add(script.lines().get(said++).line());
    }
    if (said == script.lines().size()
        && script.micros() != Long.MAX_VALUE
        && !front.started().plusMicros(script.micros()).isAfter(facts.now())) {
      return end(facts, front, lines, script.status(), script.effects());
    }
    return goOn(facts, front, script, said, lines);
  }

  /** More is said, on the screen or into the pipe. */
  private static Result goOn(
      GuestFacts facts, Running front, Work work, int said, List<String> lines) {
    boolean gathers = !front.pipe().isEmpty() || front.into().isPresent();
    List<String> gathered = new ArrayList<>(front.gathered());
    if (gathers) {
      gathered.addAll(lines);
      gathered =
          gathered.subList(Math.max(0, gathered.size() - GuestState.MOST_LINES), gathered.size());
    }
    GuestState state =
        facts
            .state()
            .with(Optional.of(front.with(work, said, gathered)))
            .say(gathers ? List.of() : lines);
    return new Result(state, List.of(), next(state, facts.now().plusMicros(1)));
  }

  private static Result end(
      GuestFacts facts, Running front, List<String> lines, int status, List<Effect> effects) {
    boolean gathers = !front.pipe().isEmpty() || front.into().isPresent();
    List<String> last = new ArrayList<>(gathers ? front.gathered() : List.of());
    last.addAll(lines);
    CommandLineRun session = new CommandLineRun(facts.become(facts.state().with(Optional.empty())));
    List<Effect> all = put(session, effects);
    List<String> shown = gathers ? GuestShell.through(session, front, last) : last;
    session.become(session.state().say(shown).ending(status));
    GuestShell.resume(session, front.rest());
    all.addAll(session.effects());
    return after(new GuestShell.Ran(session.state(), all), facts);
  }

  /** What a lease changes is so before the program ends, for what is run after it. */
  private static Result lease(GuestFacts facts, Running front, Work.Lease work) {
    LeaseProgram.Step step = LeaseProgram.step(facts, work);
    if (step.ended().isPresent()) {
      return end(facts, front, step.lines(), step.ended().get(), step.effects());
    }
    Result on = goOn(facts, front, step.after(), 0, step.lines());
    return new Result(on.state(), step.effects(), on.next());
  }

  private static Result bulk(GuestFacts facts, Running front, Work.Bulk work) {
    IperfProgram.Step step = IperfProgram.step(facts, front, work);
    if (step.ended().isPresent()) {
      return end(facts, front, step.lines(), step.ended().get(), step.effects());
    }
    Result on = goOn(facts, front, step.after(), 0, step.lines());
    return new Result(on.state(), step.effects(), on.next());
  }

  private static Result ping(GuestFacts facts, Running front, Work.Ping ping) {
    PingProgram.Sent sent = PingProgram.send(facts, front, ping);
    int most = ping.count() == 0 ? MOST_PINGS : ping.count();
    List<String> lines = new ArrayList<>(sent.lines());
    if (sent.after().sent() < most) {
      return goOn(facts, front, sent.after(), 0, lines);
    }
    lines.addAll(PingProgram.summary(facts, front, sent.after()));
    int status = sent.after().trips().isEmpty() ? 1 : 0;
    return end(facts, front.after(sent.after()), lines, status, List.of());
  }
}
