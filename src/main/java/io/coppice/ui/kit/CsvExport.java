package io.coppice.ui.kit;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/**
 * Writes what a table shows to a file of comma-separated values that the user names. FX thread; the
 * file is written off it.
 *
 * @param title what the question for the file is called
 * @param failed what is said when it could not be written; the cause is shown with it
 */
public record CsvExport(UiContext context, String title, String failed) {
  /**
   * Asks for the file.
   *
   * @param name what is proposed, without its ending
   * @return empty if nothing was chosen
   */
  public Optional<File> ask(Window over, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name + ".csv");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
    return Optional.ofNullable(chooser.showSaveDialog(over));
  }

  /**
   * Writes a table, in UTF-8.
   *
   * @param lines headings, then the rows
   * @param done what is said of the file when it is written
   */
  public void write(File file, List<List<String>> lines, Consumer<File> done) {
    context
        .gate()
        .async(
            () -> Files.writeString(file.toPath(), Csv.of(lines), StandardCharsets.UTF_8),
            _ -> done.accept(file),
            failure -> context.dialogs().failed(failed, failure));
  }
}
