package io.coppice.ui.overlay.faults;

import atlantafx.base.theme.Styles;
import io.coppice.model.overlay.fault.DiagnosisRun;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.overlay.source.FaultSearch;
import io.coppice.ui.overlay.source.FaultSearch.Found;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * How far the search for faults came, in words and numbers, with a button that ends it, or begins
 * it again where it was ended. There only as long as not all was looked at. FX thread.
 */
final class SearchLine {
  private final Texts texts;
  private final FaultSearch search;
  private final Label said = new Label();
  private final ProgressBar bar = new ProgressBar();
  private final Button button = new Button();
  private final VBox root;
  private boolean stopped;

  SearchLine(Texts texts, FaultSearch search) {
    this.texts = texts;
    this.search = search;
    said.setId("faults-progress-said");
    said.setWrapText(true);
    said.getStyleClass().add("quiet");
    bar.setId("faults-progress");
    bar.setAccessibleText(texts.get("network.tab.faults"));
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    button.setId("faults-search");
    button.getStyleClass().add(Styles.SMALL);
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setOnAction(_ -> pressed());
    HBox line = new HBox(8, bar, button);
    line.setAlignment(Pos.CENTER_LEFT);
    root = new VBox(4, line, said); // the button stays where it is, however long the words
    root.getStyleClass().add("tool-line");
    root.managedProperty().bind(root.visibleProperty());
    root.setVisible(false);
  }

  Node node() {
    return root;
  }

  /** Until what came of it is shown, a second press would take back the first. */
  private void pressed() {
    button.setDisable(true);
    if (stopped) {
      search.again();
    } else {
      search.stop();
    }
  }

  void show(Optional<Found> found) {
    root.setVisible(found.filter(it -> !it.progress().isWhole()).isPresent());
    if (!root.isVisible()) {
      return;
    }
    DiagnosisRun.Progress progress = found.get().progress();
    int count = found.get().faults().size();
    button.setDisable(false);
    stopped = progress.cancelled();
    bar.setProgress((double) progress.done() / Math.max(1, progress.of()));
    button.setText(texts.get(stopped ? "network.faults.again" : "network.faults.stop"));
    String key = stopped ? "network.faults.stopped" : "network.faults.progress";
    String line = texts.get(key, progress.done(), progress.of(), parts(progress), count);
    said.setText(progress.older() ? line + ' ' + texts.get("network.faults.older") : line);
  }

  private String parts(DiagnosisRun.Progress progress) {
    return progress.under().stream()
        .sorted()
        .map(part -> texts.get("network.faults.part." + part.name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }
}
