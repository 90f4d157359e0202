package io.coppice.ui.kit;

import atlantafx.base.theme.Styles;
import io.coppice.model.ReadingProgress;
import java.util.concurrent.CancellationException;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

/**
 * How far a reading has come, and the button that ends it. FX thread; progress is told on the
 * reader's own, and shown some times a second.
 */
public final class ReadingBar implements ReadingProgress {
  private static final Duration LOOK = Duration.millis(100);

  private final ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
  private final HBox root;
  private final Timeline looking = new Timeline(new KeyFrame(LOOK, _ -> look()));
  private volatile long done;
  private volatile long of;
  private volatile boolean cancelled;

  /** One that says what is read. */
  public ReadingBar(String what, Texts texts) {
    Label label = new Label(what);
    bar.setId("reading-progress");
    bar.setAccessibleText(what);
    Button cancel = new Button(texts.get("dialog.cancel"));
    cancel.setId("reading-cancel");
    cancel.getStyleClass().add(Styles.SMALL);
    cancel.setOnAction(
        _ -> {
          cancelled = true;
          cancel.setDisable(true);
        });
    root = new HBox(8, label, bar, cancel);
    root.setAlignment(Pos.CENTER_LEFT);
    root.getStyleClass().add("reading-bar");
    looking.setCycleCount(Animation.INDEFINITE);
    looking.play();
  }

  public Node node() {
    return root;
  }

  @Override
  public void reached(long now, long all) {
    if (cancelled) {
      throw new CancellationException();
    }
    done = now;
    of = all;
  }

  private void look() {
    bar.setProgress(of > 0 ? Math.min(1, (double) done / of) : ProgressBar.INDETERMINATE_PROGRESS);
  }

  /** It is over. */
  public void end() {
    looking.stop();
  }

  /** Whether a reading failed because the person ended it. */
  public static boolean isCancelled(Throwable failure) {
    return failure instanceof CancellationException
        || failure.getCause() instanceof CancellationException;
  }
}
