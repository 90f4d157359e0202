package io.coppice.sim.guest.shell;

import io.coppice.display.server.ServedFrame;
import io.coppice.display.text.TextFrame;
import io.coppice.display.text.TextGrid;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.PowerState;
import io.coppice.sim.guest.BootScreen;
import io.coppice.sim.guest.DesktopScreen;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.PanicScreen;
import io.coppice.sim.guest.Processes;
import io.coppice.sim.guest.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a machine's screen shows at an instant.
 *
 * @param next when it shows something else by itself; empty if only the guest's state changes it
 */
public record ScreenPage(ServedFrame frame, Mode mode, Optional<SimTime> next) {
  public static final int COLUMNS = 80;
  public static final int ROWS = 25;
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String GREY = "\u001b[90m";

  /** Blue behind white, as boxes of text screens are. */
  private static final int BOX = 0x4F;

  private static final long TOP_EVERY = 3_000_000;

  /** What somebody who types is talking to. */
  public enum Mode {
    /** Nobody. */
    DEAF,
    LOGIN,
    /** What is typed is not shown. */
    PASSWORD,
    SHELL,
    PROGRAM
  }

  /**
   * What stands in the line that is not ended yet.
   *
   * @param cursor characters before the cursor
   * @param back how many rows of what scrolled away are to be seen
   * @param graphical whether a desktop shows itself rather than its text console
   * @param above what was shown to whoever types, above that line
   */
  public record Typed(String text, int cursor, int back, boolean graphical, List<String> above) {
    public static final Typed NOTHING = new Typed("", 0, 0, true);

    public Typed {
      above = List.copyOf(above);
    }

    public Typed(String text, int cursor, int back, boolean graphical) {
      this(text, cursor, back, graphical, List.of());
    }
  }

  /** What is written, where the screen shows text. */
  public Optional<TextFrame> text() {
    return frame instanceof TextFrame text ? Optional.of(text) : Optional.empty();
  }

  /** The screen. */
  public static ScreenPage of(GuestFacts facts, Typed typed) {
    Optional<ForkMember> member = facts.member();
    PowerState power = facts.machine().power();
    if (power == PowerState.POWERED_OFF) {
      return still(notice("No signal: the machine is powered off."));
    }
    boolean frozen = member.filter(one -> one.state() == ForkMember.State.FROZEN).isPresent();
    if (frozen) {
      return still(
          last(facts)
              .withBox(
                  List.of(
                      "FROZEN",
                      "",
                      "This machine is the base of a fork group.",
                      children(facts) + " children read its memory and disk."),
                  BOX));
    }
    if (member.filter(one -> one.state() == ForkMember.State.STARTING).isPresent()) {
      return still(
          last(facts)
              .withBox(List.of("FORKING", "", "A child of its parent; about to go on."), BOX));
    }
    if (power == PowerState.SUSPENDED) {
      return still(
          last(facts)
              .withBox(List.of("SUSPENDED", "", "It goes on where it was when it resumes."), BOX));
    }
    return on(facts, typed);
  }

  /** The screen of a machine that is not there. */
  public static ScreenPage gone() {
    return still(notice("This machine is no more."));
  }

  private static long children(GuestFacts facts) {
    return facts
        .member()
        .map(
            parent ->
                facts.forks().membersOf(parent.group()).stream()
                    .filter(one -> one.base() == parent.base() || one.generation() > 0)
                    .filter(one -> !one.machine().equals(parent.machine()))
                    .count())
        .orElse(0L);
  }

  private static ScreenPage still(TextFrame frame) {
    return new ScreenPage(frame, Mode.DEAF, Optional.empty());
  }

  private static TextFrame notice(String text) {
    return new TextGrid(COLUMNS, ROWS).print(HIDE_CURSOR + GREY + text).frame();
  }

  /** What its text screen showed last, in the dark. */
  private static TextFrame last(GuestFacts facts) {
    return on(facts, new Typed("", 0, 0, false)).text().orElseGet(() -> notice("")).dimmed();
  }

  private static ScreenPage on(GuestFacts facts, Typed typed) {
    GuestState state = facts.state();
    if (state.panicked().isPresent()) {
      return still(tail(PanicScreen.of(facts), 0, 0, HIDE_CURSOR));
    }
    Optional<BootScreen.Shown> boot = BootScreen.at(facts);
    if (boot.isPresent()) {
      return new ScreenPage(tail(boot.get().lines(), 0, 0, ""), Mode.DEAF, boot.get().next());
    }
    if (typed.graphical() && DesktopScreen.has(facts)) {
      return new ScreenPage(
          DesktopScreen.of(facts), Mode.DEAF, Optional.of(DesktopScreen.next(facts.now())));
    }
    if (state.running().map(Work.Running::work).orElse(null) instanceof Work.Top) {
      TextGrid grid = new TextGrid(COLUMNS, ROWS).print(HIDE_CURSOR);
      grid.print(String.join("\n", Processes.top(facts, ROWS - 1)));
      return new ScreenPage(
          grid.frame(), Mode.PROGRAM, Optional.of(facts.now().plusMicros(TOP_EVERY)));
    }
    return prompting(facts, typed);
  }

  private static ScreenPage prompting(GuestFacts facts, Typed typed) {
    GuestState state = facts.state();
    List<String> lines = new ArrayList<>();
    if (state.scrolled() == 0) {
      lines.add(facts.machine().guest().os() + " " + facts.hostName() + " tty1");
      lines.add("(simulated: log in as root, with any password)");
      lines.add("");
    }
    lines.addAll(state.transcript());
    Mode mode = mode(state);
    String before =
        switch (mode) {
          case LOGIN -> facts.hostName() + " login: ";
          case PASSWORD -> "Password: ";
          case SHELL -> GuestShell.prompt(facts);
          case PROGRAM, DEAF -> "";
        };
    if (mode == Mode.SHELL) {
      lines.addAll(typed.above());
    }
    String shown = mode == Mode.PASSWORD ? "" : typed.text();
    lines.add(before + shown);
    int behind = mode == Mode.PASSWORD ? 0 : typed.text().length() - typed.cursor();
    return new ScreenPage(
        tail(lines, typed.back(), state.scrolled(), "\b".repeat(behind)), mode, Optional.empty());
  }

  private static Mode mode(GuestState state) {
    if (state.running().isPresent()) {
      return Mode.PROGRAM;
    }
    return state.login().isIn() ? Mode.SHELL : state.login().asked() ? Mode.PASSWORD : Mode.LOGIN;
  }

  /** The last lines, or older ones. */
  private static TextFrame tail(List<String> lines, int back, long scrolled, String after) {
    int hidden = Math.min(back, Math.max(0, lines.size() - ROWS));
    int end = lines.size() - hidden;
    int begin = Math.max(0, end - 2 * ROWS);
    TextGrid grid = new TextGrid(COLUMNS, ROWS);
    if (hidden > 0) {
      grid.print(HIDE_CURSOR);
    }
    grid.print(String.join("\n", lines.subList(begin, end)));
    grid.print(hidden > 0 ? "" : after);
    return grid.frame(scrolled + begin);
  }
}
