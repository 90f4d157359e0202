package io.coppice.sim.console;

import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.display.server.ServedFrame;
import io.coppice.display.server.ServedScreen;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.shell.GuestShell;
import io.coppice.sim.guest.shell.ScreenPage;
import io.coppice.sim.guest.shell.ScreenPage.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The screen of one machine that somebody looks at. What is typed stands here until Enter, as in
 * the line discipline of a terminal; then it is an operation of the site. Keys that come before its
 * outcome wait, so that what is typed ahead meets the prompt it is meant for. Any thread.
 */
final class GuestScreen implements ServedScreen {
  private static final int MOST_WAITING = 16_384;
  private static final int MOST_LISTED = 4 * ScreenPage.ROWS;

  private final MachineId id;
  private final Supplier<PublishedWorld> newest;
  private final Function<Operation, CompletionStage<?>> submit;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final LineEditor line = new LineEditor(ConsoleOperation.LONGEST_LINE);
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int viewers;
  private boolean control;
  private boolean alt;
  private boolean shift;
  private boolean submitted;
  private int back;
  private List<String> listed = List.of();
  private boolean tabbed;
  private boolean graphical = true;
  private Machine machine;
  private GuestState state;
  private Forks forks;
  private ScreenPage page;

  GuestScreen(
      MachineId id,
      Supplier<PublishedWorld> newest,
      Function<Operation, CompletionStage<?>> submit) {
    this.id = id;
    this.newest = newest;
    this.submit = submit;
  }

  /** A viewer comes. */
  synchronized void enter() {
    viewers++;
  }

  /** A viewer goes; whether it was the last. */
  synchronized boolean leave() {
    viewers--;
    return viewers == 0;
  }

  @Override
  public ServedFrame frame() {
    return page().frame();
  }

  /** What is shown now, with what is written there. */
  synchronized ScreenPage page() {
    PublishedWorld world = newest.get();
    if (page == null || isOld(world)) {
      machine = world.snapshot().inventory().machine(id);
      state = machine == null ? null : world.guests().get(id);
      forks = world.snapshot().forks();
      page =
          machine == null
              ? ScreenPage.gone()
              : ScreenPage.of(
                  GuestFacts.of(world.snapshot(), world.guests(), machine),
                  new ScreenPage.Typed(line.shown(), line.cursor(), back, graphical, listed));
    }
    return page;
  }

  /** Whether the screen would look different now. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  private boolean isOld(PublishedWorld world) {
    Machine now = world.snapshot().inventory().machine(id);
    Optional<SimTime> next = page.next();
    return now != machine
        || now != null && world.guests().find(id).map(found -> found != state).orElse(false)
        || next.filter(at -> !at.isAfter(world.snapshot().time())).isPresent()
        || isOld(world.snapshot().forks());
  }

  /** A child that goes on is the same machine as before; a base tells how many children it has. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  private boolean isOld(Forks now) {
    if (now == forks) {
      return false;
    }
    Optional<ForkMember.State> before = forks.member(id).map(ForkMember::state);
    Optional<ForkMember.State> after = now.member(id).map(ForkMember::state);
    return !after.equals(before) || after.equals(Optional.of(ForkMember.State.FROZEN));
  }

  @Override
  public String name() {
    Machine there = newest.get().snapshot().inventory().machine(id);
    return there == null ? "" : there.name();
  }

  /** A newer world was published. */
  void published() {
    boolean changed;
    synchronized (this) {
      changed = page == null || isOld(newest.get());
    }
    if (changed) {
      tell();
    }
  }

  private void tell() {
    watchers.forEach(Runnable::run);
  }

  @Override
  public void key(boolean down, int keysym, int scancode) {
    Optional<GuestKey> modifier = GuestKey.of(keysym);
    if (modifier.isPresent()) {
      switch (modifier.get()) {
        case CONTROL -> control = down;
        case ALT -> alt = down;
        default -> shift = down;
      }
      return;
    }
    if (down) {
      take(keysym);
    }
  }

  private void take(int keysym) {
    boolean changed;
    synchronized (this) {
      int pressed = GuestKey.withModifiers(keysym, control, alt, shift);
      if (submitted && pressed != GuestKey.INTERRUPT) {
        if (waiting.size() < MOST_WAITING) {
          waiting.add(pressed);
        }
        return;
      }
      changed = press(pressed);
    }
    if (changed) {
      tell();
    }
  }

  /** Whether the screen changed. */
  private boolean press(int pressed) {
    Mode mode = page().mode();
    if (pressed == GuestKey.RESET) {
      ask(new MachineOperation.Reset(id));
      return false;
    }
    if (pressed == GuestKey.TO_TEXT || pressed == GuestKey.TO_DESKTOP) {
      graphical = pressed == GuestKey.TO_DESKTOP;
      page = null;
      return true;
    }
    if (pressed == GuestKey.PAGE_BACK || pressed == GuestKey.PAGE_ON) {
      return scroll(pressed == GuestKey.PAGE_BACK ? ScreenPage.ROWS / 2 : -ScreenPage.ROWS / 2);
    }
    if (mode == Mode.DEAF) {
      return false;
    }
    boolean again = tabbed && pressed == GuestKey.TAB;
    boolean changed = back > 0 || edit(mode, pressed);
    tabbed = pressed == GuestKey.TAB && !changed;
    if (again && tabbed) {
      changed = list(mode);
    }
    back = 0;
    if (changed) {
      page = null;
    }
    return changed;
  }

  /** Tab changed nothing, twice: what the word could become is shown above the line. */
  private boolean list(Mode mode) {
    List<String> words = mode == Mode.SHELL ? completions() : List.of();
    if (words.isEmpty()) {
      return false;
    }
    PublishedWorld world = newest.get();
    List<String> all = new ArrayList<>(listed);
    all.add(
        GuestShell.prompt(GuestFacts.of(world.snapshot(), world.guests(), machine)) + line.text());
    all.addAll(CandidateRows.of(words));
    listed = List.copyOf(all.subList(Math.max(0, all.size() - MOST_LISTED), all.size()));
    return true;
  }

  private boolean scroll(int rows) {
    int most =
        state == null
            ? 0
            : Math.max(0, state.transcript().size() + listed.size() + 3 - ScreenPage.ROWS);
    int to = Math.clamp(back + rows, 0, most);
    boolean changed = to != back;
    back = to;
    page = changed ? null : page;
    return changed;
  }

  private boolean edit(Mode mode, int pressed) {
    if (!line.isSearching() || pressed == GuestKey.SEARCH) {
      return act(mode, pressed);
    }
    // a key that is none of the search's ends it, which shows even where the key does nothing
    if (!line.searched(pressed)) {
      act(mode, pressed);
    }
    return true;
  }

  private boolean act(Mode mode, int pressed) {
    switch (pressed) {
      case GuestKey.SEARCH -> {
        if (mode != Mode.SHELL) {
          return false;
        }
        line.search(state.history());
      }
      case GuestKey.ENTER -> {
        String typed = line.take();
        ask(new ConsoleOperation.Enter(id, mode == Mode.PASSWORD ? "" : typed));
      }
      case GuestKey.INTERRUPT -> {
        line.take();
        waiting.clear();
        ask(new ConsoleOperation.Interrupt(id));
      }
      case GuestKey.END_OF_INPUT -> {
        if (mode != Mode.SHELL || !line.text().isEmpty()) {
          return line.delete();
        }
        ask(new ConsoleOperation.Enter(id, "exit"));
      }
      case GuestKey.CLEAR -> {
        if (mode != Mode.SHELL) {
          return false;
        }
        ask(new ConsoleOperation.Enter(id, "clear"));
      }
      case GuestKey.TAB -> {
        return mode == Mode.SHELL && line.complete(completions());
      }
      case GuestKey.UP -> {
        return mode == Mode.SHELL && line.recall(state.history(), -1);
      }
      case GuestKey.DOWN -> {
        return mode == Mode.SHELL && line.recall(state.history(), 1);
      }
      case 'q' -> {
        if (isFullScreen()) {
          ask(new ConsoleOperation.Interrupt(id));
          return true;
        }
        return line.insert(pressed);
      }
      default -> {
        return GuestKey.apply(line, pressed);
      }
    }
    return true;
  }

  private boolean isFullScreen() {
    return state != null
        && state
            .running()
            .filter(front -> front.work() instanceof io.coppice.sim.guest.Work.Top)
            .isPresent();
  }

  private List<String> completions() {
    PublishedWorld world = newest.get();
    return GuestShell.completions(
        GuestFacts.of(world.snapshot(), world.guests(), machine), line.text());
  }

  private void ask(Operation operation) {
    submitted = true;
    listed = List.of();
    submit.apply(operation).whenComplete((_, _) -> answered());
  }

  /** The site took what was typed, or refused it: what was typed ahead has its turn. */
  private void answered() {
    synchronized (this) {
      submitted = false;
      while (!submitted && !waiting.isEmpty()) {
        press(waiting.poll());
      }
      page = null;
    }
    tell();
  }

  @Override
  public Watch watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
