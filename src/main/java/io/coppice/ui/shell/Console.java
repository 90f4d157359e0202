package io.coppice.ui.shell;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.IdlePulse;
import io.coppice.ui.kit.Lifetime;
import io.coppice.ui.kit.LiveFrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.StallAlarm;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.ToolkitPulse;
import io.coppice.ui.kit.WindowVisibility;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/**
 * The window's life: opened when toolkit and session are both there, closed with everything it
 * holds.
 */
public final class Console {
  /** The class of the program's windows, by which docks and desktop entries know them. */
  public static final String WINDOW_CLASS = "io.coppice.Coppice";

  /**
   * A system property for benches: when {@code true}, the console writes {@code usable} to standard
   * output as soon as its window showed its first states, and ends.
   */
  private static final String START_TIME = "coppice.start-time";

  private final Supplier<Opened> opening;
  private final Function<Theme, Shell.Parts> parts;
  private final Optional<Path> tour;
  private final Optional<Place> first;
  private final Messages words;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param opening waits for the session, or for why there is none
   * @param tour where pictures go, if the window is to walk through its screens and end by itself
   * @param first what is shown at once
   * @param words in the machine's language
   */
  public Console(
      Supplier<Opened> opening,
      Function<Theme, Shell.Parts> parts,
      Optional<Path> tour,
      Optional<Place> first,
      Messages words) {
    this.opening = opening;
    this.parts = parts;
    this.tour = tour;
    this.first = first;
    this.words = words;
  }

  /**
   * What came of opening.
   *
   * @param unseen why there is no session, as far as nobody could read it elsewhere
   */
  public record Opened(Optional<Session> session, List<Problem> unseen) {
    public Opened {
      unseen = List.copyOf(unseen);
    }
  }

  public boolean failed() {
    return failure.get() != null;
  }

  /** Starts the toolkit and waits until the window is closed. */
  public void runUntilClosed() {
    Platform.startup(this::open);
    boolean interrupted = false;
    while (true) {
      try {
        closed.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void open() {
    WindowClass.name(WINDOW_CLASS);
    try {
      Opened opened = opening.get();
      if (opened.session().isPresent()) {
        show(opened.session().get());
      } else if (tour.isPresent() || opened.unseen().isEmpty()) {
        end();
      } else {
        RefusalWindow.show(opened.unseen(), words, closed::countDown);
      }
    } catch (RuntimeException e) {
      failure.set(e);
      System.getLogger(Console.class.getName())
          .log(System.Logger.Level.ERROR, "the window cannot be opened", e);
      end();
    }
  }

  private void show(Session session) {
    Lifetime lifetime = new Lifetime();
    LiveFrameGate gate = lifetime.own(new LiveFrameGate(session));
    StallAlarm alarm = lifetime.own(new StallAlarm(StallAlarm.LIMIT, StallAlarm.SELDOM));
    Texts texts = new Texts(language(session));
    Theme theme = new Theme(session.preferences());
    Shell shell = new Shell(session, gate, texts, theme, parts.apply(theme));
    if (tour.isPresent()) {
      new TourWalk(
              shell,
              session,
              tour.get(),
              () -> {
                lifetime.close();
                end();
              })
          .start(new Stage());
    } else {
      Stage stage = new Stage();
      Optional<ToolkitPulse> pulse = ToolkitPulse.find();
      WindowVisibility visibility =
          lifetime.own(
              new WindowVisibility(
                  stage,
                  unseen -> {
                    gate.rest(unseen);
                    alarm.rest(unseen);
                    pulse.ifPresent(each -> each.rest(unseen));
                  }));
      stage.focusedProperty().addListener((_, _, focused) -> gate.calm(!focused));
      new MainWindow(
              shell,
              session,
              () -> {
                // The toolkit ends by itself with its last window; asked here, it would end under
                // the window that is just being hidden.
                lifetime.close();
                closed.countDown();
              })
          .show(stage);
      pulse
          .filter(ToolkitPulse::isSlowable)
          .map(
              its ->
                  new IdlePulse(
                      its,
                      stage.getScene(),
                      idle -> {
                        alarm.rest(idle || visibility.isUnseen());
                        visibility.listen();
                      }))
          .map(lifetime::own)
          .ifPresent(
              idle -> {
                gate.onAwaited(idle::rouse);
                stage.focusedProperty().addListener((_, _, focused) -> idle.calm(!focused));
              });
      first.ifPresent(place -> shell.context().navigation().open(place));
      onFirstStates(
          gate,
          () ->
              onNextFrame(
                  stage.getScene(),
                  () ->
                      gate.later(
                          () -> {
                            alarm.start();
                            if (Boolean.getBoolean(START_TIME)) {
                              tellUsable(stage);
                            }
                          })));
    }
  }

  /** The language the person chose, else the machine's. */
  private Locale language(Session session) {
    return session
        .preferences()
        .get("language")
        .map(Locale::forLanguageTag)
        .filter(
            chosen ->
                Messages.SUPPORTED.stream()
                    .anyMatch(l -> l.getLanguage().equals(chosen.getLanguage())))
        .orElse(words.locale());
  }

  private void end() {
    closed.countDown();
    Platform.exit();
  }

  private static void onFirstStates(LiveFrameGate gate, Runnable then) {
    FrameGate.Binding[] fence = new FrameGate.Binding[1];
    fence[0] =
        gate.bind(
            snapshot -> snapshot,
            _ -> {
              fence[0].close();
              then.run();
            });
  }

  private static void onNextFrame(Scene scene, Runnable then) {
    Runnable[] listener = new Runnable[1];
    listener[0] =
        () -> {
          scene.removePostLayoutPulseListener(listener[0]);
          then.run();
        };
    scene.addPostLayoutPulseListener(listener[0]);
    Platform.requestNextPulse();
  }

  private static void tellUsable(Stage stage) {
    System.out.println("usable");
    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
  }
}
