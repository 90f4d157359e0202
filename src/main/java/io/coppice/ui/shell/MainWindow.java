package io.coppice.ui.shell;

import io.coppice.session.Session;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/**
 * The console's window around the shell. Where it stands is kept a moment after it changed, so that
 * it is also known when the program does not come to close it. FX thread.
 */
public final class MainWindow {
  private static final int[] ICON_SIZES = {16, 32, 48, 64, 128, 256};

  private final Shell shell;
  private final Session session;
  private final Runnable closed;

  /**
   * A window that is not shown yet.
   *
   * @param closed runs when the person closed it and everything in it was released
   */
  public MainWindow(Shell shell, Session session, Runnable closed) {
    this.shell = shell;
    this.session = session;
    this.closed = closed;
  }

  /** Shows it where it was the last time. */
  public void show(Stage stage) {
    WindowPlacement placement = new WindowPlacement(session.preferences());
    placement.restore(stage);
    // With a size of its own, the scene does not lay itself out once more to ask for one.
    Dimension2D first = placement.size();
    Scene scene = new Scene(shell.node(), first.getWidth(), first.getHeight());
    shell.theme().dress(scene);
    stage.setTitle("Coppice");
    stage.getIcons().setAll(icons());
    stage.setScene(scene);
    Debounce placed = new Debounce(() -> placement.keep(stage));
    stage.setOnCloseRequest(
        _ -> {
          placed.close();
          placement.keep(stage);
          shell.keep();
          shell.close();
        });
    stage.setOnHidden(
        _ -> {
          // Also where nobody asked: what was put off must not reach a store that is closed.
          placed.close();
          closed.run();
        });
    shell.openFirst();
    stage.show();
    placed.watch(
        stage.xProperty(),
        stage.yProperty(),
        stage.widthProperty(),
        stage.heightProperty(),
        stage.maximizedProperty());
  }

  static List<Image> icons() {
    return IntStream.of(ICON_SIZES)
        .mapToObj(size -> "/io/coppice/icons/coppice-" + size + ".png")
        .map(MainWindow.class::getResourceAsStream)
        .map(Image::new)
        .toList();
  }
}
