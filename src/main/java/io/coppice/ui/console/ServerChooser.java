package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.rfb.ServerAddress;
import io.coppice.display.terminal.SerialAddress;
import io.coppice.session.Passwords;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks for a server's address, and offers those that were opened before. FX thread. */
final class ServerChooser extends VBox {
  private final TextField address = new TextField();

  ServerChooser(
      UiContext context,
      RememberedServers remembered,
      Passwords passwords,
      Consumer<String> connect) {
    setId("console-chooser");
    getStyleClass().add("console-chooser");
    Label head = new Label(context.texts().get("console.open"));
    head.getStyleClass().add(Styles.TITLE_4);
    Label how = new Label(context.texts().get("console.address.help"));
    how.setWrapText(true);
    how.getStyleClass().add(Styles.TEXT_MUTED);
    Label wrong = new Label(context.texts().get("console.address.wrong"));
    wrong.setId("console-address-wrong");
    wrong.getStyleClass().add(Styles.DANGER);
    wrong.setWrapText(true);
    wrong.setVisible(false);
    address.setId("console-address");
    address.setPromptText("192.0.2.10:0");
    address.setAccessibleText(context.texts().get("console.address"));
    Button go = new Button(context.texts().get("console.connect"));
    go.setId("console-connect");
    go.getStyleClass().add(Styles.ACCENT);
    Runnable open =
        () -> parse(address.getText()).ifPresentOrElse(connect, () -> wrong.setVisible(true));
    go.setOnAction(_ -> open.run());
    address.setOnAction(_ -> open.run());
    address.textProperty().addListener((_, _, _) -> wrong.setVisible(false));
    HBox line = new HBox(address, go);
    line.getStyleClass().add("console-line");
    HBox.setHgrow(address, Priority.ALWAYS);
    getChildren().addAll(head, how, line, wrong);
    for (String each : remembered.all()) {
      Hyperlink link = new Hyperlink(each);
      link.getStyleClass().add("console-remembered");
      link.setMnemonicParsing(false);
      link.setOnAction(_ -> connect.accept(each));
      Button forget = new Button(context.texts().get("console.forget"));
      forget.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
      forget.setAccessibleText(context.texts().get("console.forget.it", each));
      HBox row = new HBox(link, forget);
      row.getStyleClass().add("console-line");
      forget.setOnAction(
          _ -> {
            remembered.remove(each);
            Thread.ofVirtual().name("keyring").start(() -> passwords.forget(each));
            getChildren().remove(row);
          });
      getChildren().add(row);
    }
  }

  /** The address that a text means, as it is remembered. */
  private static Optional<String> parse(String text) {
    return SerialAddress.parse(text)
        .map(SerialAddress::toString)
        .or(() -> ServerAddress.parse(text).map(ServerAddress::toString));
  }

  void focusAddress() {
    address.requestFocus();
  }
}
