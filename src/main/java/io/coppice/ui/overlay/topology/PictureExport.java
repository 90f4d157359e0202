package io.coppice.ui.overlay.topology;

import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.PngWriter;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.picture.NetworkView;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Scale;
import javafx.stage.FileChooser;

/**
 * Writes a network's picture to a file that the person names: the whole as SVG, or what is seen as
 * PNG, twice as fine. FX thread; files are written off it.
 */
final class PictureExport {
  private static final double FINE = 2;

  private final UiContext context;
  private final NetworkView view;

  PictureExport(UiContext context, NetworkView view) {
    this.context = context;
    this.view = view;
  }

  /** Asks for the file first. */
  void ask(boolean svg, Supplier<String> drawing) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(context.texts().get("network.view.export"));
    String ending = svg ? "svg" : "png";
    chooser.setInitialFileName("network." + ending);
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                context.texts().get("network.export." + ending), "*." + ending));
    File file = chooser.showSaveDialog(view.getScene().getWindow());
    if (file == null) {
      return;
    }
    if (svg) {
      write(
          file.toPath(),
          out -> out.write(drawing.get().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } else {
      WritableImage image = image();
      write(file.toPath(), out -> PngWriter.write(image, out));
    }
  }

  private WritableImage image() {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(FINE, FINE));
    return view.snapshot(parameters, null);
  }

  /** Writes something into a stream. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  private void write(Path file, Content content) {
    context
        .gate()
        .async(
            () -> {
              try (OutputStream out = Files.newOutputStream(file)) {
                content.write(out);
              } catch (IOException e) {
                throw new Session.ProblemException(
                    List.of(
                        Problem.error("network.unwritable", file, String.valueOf(e.getMessage()))));
              }
              return file;
            },
            done ->
                context
                    .dialogs()
                    .toast(context.texts().get("network.exported", done.getFileName())),
            failure ->
                context.dialogs().failed(context.texts().get("network.view.export"), failure));
  }
}
