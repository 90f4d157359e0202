package io.coppice.ui.kit;

import io.coppice.backend.ReadOnlySites;
import io.coppice.session.Session.ImportedInfo;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/**
 * Asks for what hosts said, reads it as a site of its own, and goes to its network. FX thread;
 * reading runs off it.
 */
public final class HostReading {
  private final UiContext context;

  /**
   * @param context where what came of it is told
   */
  public HostReading(UiContext context) {
    this.context = context;
  }

  /** Where what was read last lies, among its like: the next reading is mostly beside it. */
  public static Optional<File> lastPlace(UiContext context) {
    return context.session().imports().stream()
        .map(ImportedInfo::source)
        .filter(source -> !source.equals(ReadOnlySites.EXAMPLE))
        .map(source -> new File(source.substring(ReadOnlySites.SCHEME.length())).getParentFile())
        .filter(place -> place != null && place.isDirectory())
        .findFirst();
  }

  /** Asks for a folder. */
  public void folder(Window over) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(context.texts().get("hosts.read.folder"));
    lastPlace(context).ifPresent(chooser::setInitialDirectory);
    read(chooser.showDialog(over));
  }

  /** Asks for an archive or a file. */
  public void file(Window over) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(context.texts().get("hosts.read.file"));
    lastPlace(context).ifPresent(chooser::setInitialDirectory);
    read(chooser.showOpenDialog(over));
  }

  private void read(File chosen) {
    if (chosen != null) {
      read(chosen.toPath());
    }
  }

  /** Reads a folder, archive or file. */
  public void read(Path path) {
    String name = String.valueOf(path.getFileName());
    ReadingBar bar =
        new ReadingBar(context.texts().get("hosts.read.reading", name), context.texts());
    Runnable shown = context.dialogs().showLasting(bar.node());
    then(
        name,
        context.session().readHosts(path, bar),
        last -> {
          bar.end();
          shown.run();
          context.dialogs().toast(last);
        });
  }

  /** Reads the fabric that comes with the console. */
  public void example() {
    open(ReadOnlySites.EXAMPLE, context.texts().get("hosts.read.example"));
  }

  /** Reads again what was read before, or shows it if it is open. */
  public void open(String source, String title) {
    then(
        title,
        context.session().openScenario(source, false),
        context.dialogs().lasting(context.texts().get("hosts.read.reading", title)));
  }

  private void then(String name, CompletionStage<Void> reading, Consumer<String> told) {
    context
        .gate()
        .async(
            () -> reading.toCompletableFuture().join(),
            _ -> {
              told.accept(context.texts().get("hosts.read.done", name));
              context.navigation().open(new Place.Network("topology"));
            },
            failure -> {
              if (ReadingBar.isCancelled(failure)) {
                told.accept(context.texts().get("hosts.read.cancelled", name));
                return;
              }
              told.accept(context.texts().get("hosts.read.failed", name));
              context.dialogs().failed(context.texts().get("hosts.read"), failure);
            });
  }
}
