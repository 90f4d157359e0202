package io.coppice.ui.shell;

import io.coppice.model.Problem;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Opens scenario files and writes them, asking for the file first. FX thread. */
final class ScenarioFiles {
  private final UiContext context;
  private final Node root;

  /**
   * @param root in the window over which the questions appear
   */
  ScenarioFiles(UiContext context, Node root) {
    this.context = context;
    this.root = root;
  }

  void open() {
    File file = chooser("open-scenario").showOpenDialog(window());
    if (file != null) {
      then(
          context.session().openScenario(file.getPath(), false),
          "scenario.open-failed",
          "scenario.opened",
          file,
          _ -> {});
    }
  }

  void export() {
    FileChooser chooser = chooser("export");
    chooser.setInitialFileName("scenario.json");
    File file = chooser.showSaveDialog(window());
    if (file != null) {
      then(
          context.session().exportScenario(file.toPath()),
          "export.failed",
          "export.done",
          file,
          this::mended);
    }
  }

  private void mended(List<Problem> mended) {
    if (!mended.isEmpty()) {
      context.dialogs().problems(context.texts().get("export.mended"), mended);
    }
  }

  private <T> void then(
      CompletionStage<T> work, String failed, String done, File file, Consumer<T> answer) {
    work.whenComplete(
        (result, failure) ->
            context
                .gate()
                .later(
                    () -> {
                      if (failure == null) {
                        context.dialogs().toast(context.texts().get(done, file.getName()));
                        answer.accept(result);
                      } else {
                        context.dialogs().failed(context.texts().get(failed), failure);
                      }
                    }));
  }

  private FileChooser chooser(String action) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(context.texts().get("action." + action));
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(context.texts().get("chooser.scenarios"), "*.json"));
    return chooser;
  }

  private Window window() {
    return root.getScene().getWindow();
  }
}
