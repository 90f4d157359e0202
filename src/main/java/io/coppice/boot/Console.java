package io.coppice.boot;

import io.coppice.model.Messages;
import io.coppice.session.Session;
import io.coppice.ui.kit.LiveFrameGate;
import io.coppice.ui.kit.StallAlarm;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.shell.MainWindow;
import io.coppice.ui.shell.Shell;
import io.coppice.ui.shell.Theme;
import io.coppice.ui.shell.TourWalk;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The window's life: opened when toolkit and session are both there, closed with everything it
 * holds.
 */
final class Console {
  private final Options options;
  private final CompletableFuture<Start> starting;
  private final Messages words;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  Console(Options options, CompletableFuture<Start> starting, Messages words) {
    this.options = options;
    this.starting = starting;
    this.words = words;
  }

  boolean failed() {
    return failure.get() != null;
  }

  /** Starts the toolkit and waits until the window is closed. */
  void runUntilClosed() {
    javafx.application.Platform.startup(this::open);
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
    Application.setUserAgentStylesheet(Application.STYLESHEET_MODENA);
    Start start = starting.join();
    if (!(start instanceof Start.Running running)) {
      end();
      return;
    }
    try {
      show(running.session());
    } catch (RuntimeException e) {
      failure.set(e);
      System.getLogger(Console.class.getName())
          .log(System.Logger.Level.ERROR, "the window cannot be opened", e);
      end();
    }
  }

  private void show(Session session) {
    LiveFrameGate gate = new LiveFrameGate(session);
    StallAlarm alarm = new StallAlarm(StallAlarm.LIMIT);
    Texts texts = new Texts(language(session));
    Theme theme = new Theme(session.preferences());
    Shell shell = new Shell(session, gate, texts, theme, Screens.all());
    Runnable close =
        () -> {
          alarm.close();
          gate.close();
          end();
        };
    if (options.tour().isPresent()) {
      new TourWalk(shell, session, options.tour().get(), close).start(new Stage());
    } else {
      new MainWindow(shell, session, close).show(new Stage());
      alarm.start();
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
    javafx.application.Platform.exit();
  }
}
