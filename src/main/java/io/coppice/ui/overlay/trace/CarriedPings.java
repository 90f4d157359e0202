package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Question;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** Offers the pings that machines sent of late, newest first. FX thread. */
final class CarriedPings {
  private final Texts texts;
  private final Format format;
  private final Supplier<List<CarriedTrace>> sent;
  private final Consumer<CarriedTrace> chosen;
  private final MenuButton button = new MenuButton();

  CarriedPings(
      Texts texts,
      Format format,
      Supplier<List<CarriedTrace>> sent,
      Consumer<CarriedTrace> chosen) {
    this.texts = texts;
    this.format = format;
    this.sent = sent;
    this.chosen = chosen;
    button.setText(texts.get("network.trace.carried"));
    button.setId("trace-carried");
    button.setAccessibleText(texts.get("network.trace.carried.hint"));
    button.setOnShowing(_ -> button.getItems().setAll(items()));
    button.getItems().setAll(items());
  }

  MenuButton node() {
    return button;
  }

  private List<MenuItem> items() {
    List<MenuItem> items = new ArrayList<>();
    for (CarriedTrace ping : sent.get()) {
      Question question = ping.trace().question();
      MenuItem item =
          new MenuItem(
              texts.get(
                  ping.trace().verdict().isPassed()
                      ? "network.trace.carried.answered"
                      : "network.trace.carried.lost",
                  format.moment(ping.at()),
                  question.from(),
                  question.to(),
                  question.payloadBytes()));
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> chosen.accept(ping));
      items.add(item);
    }
    if (items.isEmpty()) {
      MenuItem none = new MenuItem(texts.get("network.trace.carried.none"));
      none.setDisable(true);
      items.add(none);
    }
    return items;
  }
}
