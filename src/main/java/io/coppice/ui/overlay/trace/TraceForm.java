package io.coppice.ui.overlay.trace;

import atlantafx.base.theme.Styles;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.trace.Question;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** Who sends what to whom, with how many bytes, and how it is answered. FX thread. */
final class TraceForm {
  private static final int MOST_BYTES = 65_507;
  private static final int MOST_PORT = 65_535;

  private final Texts texts;
  private final ComboBox<String> from = new ComboBox<>();
  private final ComboBox<String> to = new ComboBox<>();
  private final ComboBox<Question.Protocol> protocol = new ComboBox<>();
  private final ComboBox<String> port = new ComboBox<>();
  private final ComboBox<String> bytes = new ComboBox<>();
  private final CheckBox mayFragment = new CheckBox();
  private final CheckBox collected = new CheckBox();
  private final CheckBox goOn = new CheckBox();
  private final Button go = new Button();
  private final Label wrong = new Label();
  private final FlowPane root = new FlowPane();
  private Optional<NetworkState> state = Optional.empty();
  private String proposed = "";

  TraceForm(Texts texts, Consumer<Question> asked) {
    this.texts = texts;
    to.setEditable(true);
    bytes.setEditable(true);
    bytes
        .getItems()
        .setAll(Integer.toString(Question.SMALL), Integer.toString(Question.LARGE), "8972");
    bytes.setValue(Integer.toString(Question.SMALL));
    bytes.setPrefWidth(95);
    protocol.getItems().setAll(Question.Protocol.values());
    protocol.setConverter(ChoiceLabels.by(value -> texts.get("network.trace.protocol." + value)));
    protocol.setValue(Question.Protocol.PING);
    port.setEditable(true);
    port.setPrefWidth(95);
    from.valueProperty().addListener((_, _, sender) -> senderChosen(sender));
    HBox portField = field("port", port);
    portField.managedProperty().bind(portField.visibleProperty());
    portField.setVisible(false);
    protocol.valueProperty().addListener((_, _, now) -> protocolChosen(now, portField));
    box(mayFragment, "fragment");
    box(collected, "collected");
    box(goOn, "go-on");
    go.setText(texts.get("network.trace.go"));
    go.setId("trace-go");
    go.getStyleClass().add(Styles.ACCENT);
    go.setDefaultButton(false);
    go.setOnAction(_ -> question().ifPresent(asked));
    to.getEditor().setOnAction(_ -> question().ifPresent(asked));
    wrong.setId("trace-wrong");
    wrong.getStyleClass().add("bad");
    wrong.managedProperty().bind(wrong.visibleProperty());
    wrong.setVisible(false);
    root.getStyleClass().addAll("network-bar", "tool-line");
    root.getChildren()
        .setAll(
            field("from", from),
            field("to", to),
            field("protocol", protocol),
            portField,
            field("bytes", bytes),
            mayFragment,
            collected,
            goOn,
            go,
            wrong);
  }

  FlowPane node() {
    return root;
  }

  void focus() {
    from.requestFocus();
  }

  private void protocolChosen(Question.Protocol now, HBox portField) {
    boolean ping = now == Question.Protocol.PING;
    boolean connection = now == Question.Protocol.TCP;
    portField.setVisible(!ping);
    port.getItems().setAll(connection ? List.of("22", "80", "443") : List.of("53", "123", "514"));
    port.setValue(port.getItems().getFirst());
    bytes
        .getItems()
        .setAll(
            connection
                ? List.of("0", Integer.toString(Question.BULK))
                : List.of(
                    Integer.toString(Question.SMALL), Integer.toString(Question.LARGE), "8972"));
    bytes.setValue(connection ? Integer.toString(Question.BULK) : bytes.getItems().getFirst());
    // TCP never lets its segments be cut
    mayFragment.setDisable(connection);
  }

  private void box(CheckBox box, String name) {
    box.setText(texts.get("network.trace." + name));
    box.setId("trace-" + name);
  }

  private HBox field(String name, Control control) {
    Label label = new Label(texts.get("network.trace." + name));
    label.setLabelFor(control);
    control.setId("trace-" + name);
    control.setAccessibleText(label.getText());
    HBox box = new HBox(label, control);
    box.getStyleClass().add("legend-item");
    return box;
  }

  /**
   * Offers who is in a network; what was chosen stays where it is still there, else two machines
   * are proposed whose frames cross a tunnel.
   */
  void offer(Optional<NetworkState> network) {
    state = network;
    root.setDisable(network.isEmpty());
    Endpoints endpoints = new Endpoints(network.orElseGet(() -> NetworkState.empty("")));
    List<String> names = endpoints.senders();
    String sender = from.getValue();
    String target = to.getEditor().getText();
    boolean stays =
        sender != null && names.contains(sender) && endpoints.address(target).isPresent();
    from.getItems().setAll(names);
    to.getItems().setAll(names);
    if (stays) {
      from.setValue(sender);
      to.getEditor().setText(target);
    } else {
      propose(endpoints, names);
    }
  }

  private void propose(Endpoints endpoints, List<String> names) {
    Endpoints.Pair pair =
        endpoints
            .acrossATunnel()
            .orElseGet(
                () ->
                    new Endpoints.Pair(
                        names.isEmpty() ? null : names.getFirst(),
                        names.size() > 1 ? names.get(1) : ""));
    proposed = pair.to();
    from.setValue(pair.from());
    to.getEditor().setText(pair.to());
  }

  /** Whom the new sender reaches through a tunnel, unless the person chose a target. */
  private void senderChosen(String sender) {
    if (state.isPresent() && sender != null && to.getEditor().getText().equals(proposed)) {
      new Endpoints(state.get())
          .peer(sender)
          .ifPresent(
              peer -> {
                proposed = peer;
                to.getEditor().setText(peer);
              });
    }
  }

  void choose(String name, boolean sender) {
    if (sender) {
      from.setValue(name);
    } else {
      to.getEditor().setText(name);
    }
  }

  /** The question, or why there is none yet. */
  private Optional<Question> question() {
    if (state.isEmpty() || from.getValue() == null) {
      return Optional.empty();
    }
    Optional<IpAddress> address = new Endpoints(state.get()).address(to.getEditor().getText());
    int size = number(bytes, MOST_BYTES);
    boolean ping = protocol.getValue() == Question.Protocol.PING;
    int toPort = ping ? 0 : number(port, MOST_PORT);
    wrong.setText(
        address.isEmpty()
            ? texts.get(
                state.get().node(to.getEditor().getText().strip()).isPresent()
                    ? "network.trace.wrong.no-address"
                    : "network.trace.wrong.to",
                to.getEditor().getText())
            : size < 0
                ? texts.get("network.trace.wrong.bytes", MOST_BYTES)
                : toPort < 0 ? texts.get("network.trace.wrong.port", MOST_PORT) : "");
    wrong.setVisible(!wrong.getText().isEmpty());
    return wrong.isVisible()
        ? Optional.empty()
        : Optional.of(
            new Question(
                from.getValue(),
                address.get(),
                size,
                !mayFragment.isSelected(),
                collected.isSelected() ? Question.Caches.COLLECTED : Question.Caches.COLD,
                goOn.isSelected(),
                protocol.getValue(),
                toPort));
  }

  /** A number from 0 to the most; -1 if it is none. */
  private static int number(ComboBox<String> field, int most) {
    try {
      int number = Integer.parseInt(field.getEditor().getText().strip());
      return number >= 0 && number <= most ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Fills in a question that came from elsewhere. */
  void fill(Question question) {
    from.setValue(question.from());
    to.getEditor().setText(question.to().toString());
    protocol.setValue(question.protocol());
    port.getEditor().setText(Integer.toString(question.port()));
    bytes.getEditor().setText(Integer.toString(question.payloadBytes()));
    mayFragment.setSelected(!question.dontFragment());
    collected.setSelected(question.caches() == Question.Caches.COLLECTED);
    goOn.setSelected(question.goOn());
  }
}
