package io.coppice.ui.console;

import io.coppice.display.Framebuffer;
import io.coppice.ui.kit.PngWriter;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Takes what a screen shows with one: as a picture, or as text where it is text. FX thread. */
final class ConsolePictures {
  private final UiContext context;
  private final ConsolePane pane;

  ConsolePictures(UiContext context, ConsolePane pane) {
    this.context = context;
    this.pane = pane;
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  /** A copy of the pixels as they are now, one for one. */
  static Image image(Framebuffer picture) {
    WritableImage image = new WritableImage(picture.width(), picture.height());
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            picture.width(),
            picture.height(),
            PixelFormat.getIntArgbPreInstance(),
            picture.pixels(),
            0,
            picture.width());
    return image;
  }

  void copyPicture() {
    pane.picture()
        .ifPresent(
            picture -> {
              ClipboardContent content = new ClipboardContent();
              content.putImage(image(picture));
              Clipboard.getSystemClipboard().setContent(content);
              context.dialogs().toast(text("picture.copied"));
            });
  }

  void savePicture() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text("picture.save"));
    chooser.setInitialFileName("console.png");
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(text("picture.files"), "*.png"));
    // the picture as it is now, not as it will be when a file was chosen
    Image image = pane.picture().map(ConsolePictures::image).orElse(null);
    File chosen = chooser.showSaveDialog(pane.view().getScene().getWindow());
    if (chosen != null && image != null) {
      save(context, image, chosen.toPath());
    }
  }

  static void save(UiContext context, Image image, Path file) {
    context
        .gate()
        .async(
            () -> {
              try (OutputStream out = Files.newOutputStream(file)) {
                PngWriter.write(image, out);
              }
              return file;
            },
            done -> context.dialogs().toast(context.texts().get("console.picture.saved", done)),
            failure ->
                context.dialogs().failed(context.texts().get("console.picture.save"), failure));
  }

  /** Shows the screen's text, to take some or all of it. */
  void copyText() {
    String shown = pane.owner().text().orElse("");
    TextArea area = new TextArea(shown);
    area.setId("console-text");
    area.setEditable(false);
    area.getStyleClass().add("mono");
    area.setPrefColumnCount(80);
    area.setPrefRowCount(25);
    area.setAccessibleText(text("picture.text"));
    Button copy = new Button(text("picture.text.copy"));
    copy.setId("console-text-copy");
    copy.setDefaultButton(true);
    copy.setOnAction(
        _ -> {
          ClipboardContent content = new ClipboardContent();
          String chosen = area.getSelectedText();
          content.putString(chosen.isEmpty() ? shown : chosen);
          Clipboard.getSystemClipboard().setContent(content);
          context.dialogs().hide();
          context.dialogs().toast(text("serial.copied"));
        });
    Button close = new Button(context.texts().get("dialog.cancel"));
    close.setCancelButton(true);
    close.setOnAction(_ -> context.dialogs().hide());
    HBox buttons = new HBox(close, copy);
    buttons.getStyleClass().add("form-buttons");
    VBox box = new VBox(new Label(text("picture.text.help")), area, buttons);
    box.getStyleClass().add("console-question");
    box.setMaxWidth(VBox.USE_PREF_SIZE);
    context.dialogs().showBriefly(box);
    area.requestFocus();
  }
}
