package io.coppice.ui.overlay.capture;

import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.DesktopFiles;
import io.coppice.ui.kit.ReadingBar;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks for capture files, and writes packets to them. FX thread; reads and writes off it. */
final class CaptureFiles {
  private final UiContext context;
  private final DesktopFiles desktop;

  CaptureFiles(UiContext context, DesktopFiles desktop) {
    this.context = context;
    this.desktop = desktop;
  }

  private String text(String key, Object... args) {
    return context.texts().get("network.capture." + key, args);
  }

  private FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text(title));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                text("files"), "*.pcap", "*.pcapng", "*.cap", "*.pcap.gz"),
            new FileChooser.ExtensionFilter(text("all"), "*.*"));
    return chooser;
  }

  /** Asks for a file that is there. */
  Optional<Path> choose(String title, Window over) {
    return Optional.ofNullable(chooser(title).showOpenDialog(over)).map(File::toPath);
  }

  void askSave(Window over, List<PacketRow> rows) {
    FileChooser chooser = chooser("save");
    chooser.setInitialFileName("capture.pcapng");
    Optional.ofNullable(chooser.showSaveDialog(over)).ifPresent(it -> save(it.toPath(), rows));
  }

  /** Writes packets as pcapng. */
  void save(Path path, List<PacketRow> rows) {
    List<PacketRow> written = List.copyOf(rows);
    work(
        "save",
        path,
        () -> {
          CaptureFile.save(path, written);
          return written.size();
        },
        count -> context.dialogs().toast(text("saved", count, path.getFileName())));
  }

  /** Opens packets in the tool that the desktop has for captures. */
  void send(List<PacketRow> rows) {
    List<PacketRow> written = List.copyOf(rows);
    context
        .gate()
        .async(
            () -> {
              try {
                Path copy = Files.createTempFile("coppice-", ".pcapng");
                copy.toFile().deleteOnExit();
                CaptureFile.save(copy, written);
                desktop.open(copy);
                return copy;
              } catch (IOException e) {
                throw expected("network.capture.no-tool", String.valueOf(e.getMessage()));
              }
            },
            copy -> context.dialogs().toast(text("sent", copy.getFileName())),
            failure -> context.dialogs().failed(text("send"), failure));
  }

  private <T> void work(String title, Path path, Callable<T> doing, Consumer<T> done) {
    work(title, path, doing, done, () -> {});
  }

  /**
   * Reads a capture, telling in the window how far it has come.
   *
   * @param failed runs before it is told why nothing came of it
   */
  void read(String title, Path path, Consumer<CaptureFile> done, Runnable failed) {
    ReadingBar bar = new ReadingBar(text("reading", path.getFileName()), context.texts());
    Runnable shown = context.dialogs().showLasting(bar.node());
    Runnable over =
        () -> {
          bar.end();
          shown.run();
        };
    work(
        title,
        path,
        () -> CaptureFile.read(path, bar),
        read -> {
          over.run();
          done.accept(read);
        },
        () -> {
          over.run();
          failed.run();
        });
  }

  /**
   * Does something with a file off the FX thread.
   *
   * @param failed runs before it is told why nothing came of it
   */
  <T> void work(String title, Path path, Callable<T> doing, Consumer<T> done, Runnable failed) {
    context
        .gate()
        .async(
            () -> {
              try {
                return doing.call();
              } catch (IOException e) {
                throw expected("network.capture.failed", path, String.valueOf(e.getMessage()));
              }
            },
            done,
            failure -> {
              failed.run();
              if (ReadingBar.isCancelled(failure)) {
                context.dialogs().toast(text("cancelled", path.getFileName()));
              } else {
                context.dialogs().failed(text(title), failure);
              }
            });
  }

  private static Session.ProblemException expected(String code, Object... args) {
    return new Session.ProblemException(List.of(Problem.error(code, args)));
  }
}
