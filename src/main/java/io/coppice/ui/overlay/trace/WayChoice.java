package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;

/** Chooses one of the equal-cost ways of an answer; not there where it has but one. FX thread. */
final class WayChoice {
  private final Texts texts;
  private final ComboBox<Integer> box = new ComboBox<>();
  private List<Trace> ways = List.of();

  WayChoice(Texts texts, Consumer<Trace> chosen) {
    this.texts = texts;
    box.setId("trace-way");
    box.setAccessibleText(texts.get("network.trace.ways"));
    box.setPromptText(texts.get("network.trace.ways.all"));
    box.setConverter(ChoiceLabels.by(this::words));
    box.managedProperty().bind(box.visibleProperty());
    box.setVisible(false);
    box.valueProperty()
        .addListener(
            (_, _, number) -> {
              if (number != null) {
                chosen.accept(ways.get(number));
              }
            });
  }

  Node node() {
    return box;
  }

  void offer(List<Trace> found) {
    box.setValue(null);
    ways = found;
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      numbers.add(i);
    }
    box.getItems().setAll(numbers);
    box.setVisible(numbers.size() > 1);
  }

  /** Names a way by the nodes that it leads by, there, and by what becomes of it. */
  private String words(int number) {
    if (number >= ways.size()) {
      return "";
    }
    Trace way = ways.get(number);
    String nodes =
        way.there().stream()
            .flatMap(journey -> journey.hops().stream())
            .map(Hop::node)
            .distinct()
            .collect(Collectors.joining(" → "));
    String word =
        way.verdict().isPassed() ? "passed" : way.verdict().isDropped() ? "dropped" : "unknown";
    return texts.get(
        "network.trace.ways.one",
        number + 1,
        ways.size(),
        nodes,
        texts.get("network.trace.ways." + word));
  }
}
