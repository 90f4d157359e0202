package io.coppice.ui.overlay.packet;

import io.coppice.ui.kit.Texts;
import io.coppice.wire.dissect.Dissection;
import io.coppice.wire.packet.LinkType;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * A packet field by field, and its bytes: those of the selected field are set off, and those that
 * changed against an earlier packet are marked. FX thread.
 */
public final class PacketView {
  private static final int LINE = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final Texts texts;
  private final TreeView<FieldLine> tree = new TreeView<>(new TreeItem<>());
  private final ListView<Integer> bytes = new ListView<>();
  private final Label said = new Label();
  private final VBox root = new VBox();
  private byte[] packet = new byte[0];
  private BitSet changed = new BitSet();
  private int from;
  private int to;

  /** An empty view; its parts get ids with the given beginning. */
  public PacketView(Texts texts, String id) {
    this.texts = texts;
    tree.setId(id + "-fields");
    tree.setShowRoot(false);
    tree.setAccessibleText(texts.get("network.packet.fields"));
    tree.getStyleClass().add("dense");
    tree.setCellFactory(_ -> new FieldCell());
    tree.getSelectionModel().selectedItemProperty().addListener((_, _, item) -> chosen(item));
    bytes.setId(id + "-bytes");
    bytes.setAccessibleText(texts.get("network.packet.bytes"));
    bytes.getStyleClass().addAll("mono", "dense", "network-bytes");
    bytes.setCellFactory(_ -> new ByteCell());
    said.getStyleClass().addAll("quiet", "text-small", "packet-said");
    said.setWrapText(true);
    SplitPane split = new SplitPane(tree, bytes);
    split.setDividerPositions(0.5);
    VBox.setVgrow(split, Priority.ALWAYS);
    root.getChildren().setAll(said, split);
    show(Optional.empty(), Optional.empty(), LinkType.ETHERNET);
  }

  public Node node() {
    return root;
  }

  /** Shows a packet; what differs from the one before is marked. */
  public void show(Optional<byte[]> shown, Optional<byte[]> before, LinkType link) {
    packet = shown.map(byte[]::clone).orElseGet(() -> new byte[0]);
    changed = before.map(was -> ByteChanges.of(was, packet)).orElseGet(BitSet::new);
    from = 0;
    to = 0;
    TreeItem<FieldLine> top = new TreeItem<>();
    if (packet.length > 0) {
      Dissection dissection = Dissection.of(packet, link);
      for (Dissection.Layer layer : dissection.layers()) {
        TreeItem<FieldLine> item = new TreeItem<>(FieldLine.of(layer));
        add(item, layer.fields());
        item.setExpanded(touches(layer.start(), layer.end()));
        top.getChildren().add(item);
      }
    }
    tree.setRoot(top);
    bytes.getItems().setAll(IntStream.range(0, Math.ceilDiv(packet.length, LINE)).boxed().toList());
    said.setText(
        packet.length == 0
            ? texts.get("network.packet.none")
            : texts.get("network.packet.said", packet.length, changed.cardinality()));
  }

  private boolean touches(int start, int end) {
    int next = changed.nextSetBit(start);
    return next >= 0 && next < end;
  }

  private static void add(TreeItem<FieldLine> under, List<Dissection.Field> fields) {
    for (Dissection.Field field : fields) {
      TreeItem<FieldLine> item = new TreeItem<>(FieldLine.of(field));
      add(item, field.children());
      under.getChildren().add(item);
    }
  }

  private void chosen(TreeItem<FieldLine> item) {
    boolean none = item == null || item.getValue() == null;
    from = none ? 0 : item.getValue().from();
    to = none ? 0 : item.getValue().to();
    bytes.refresh();
    if (!none && bytes.getItems().size() > 8) {
      bytes.scrollTo(Math.max(0, from / LINE - 2));
    }
  }

  private final class FieldCell extends TreeCell<FieldLine> {
    @Override
    protected void updateItem(FieldLine line, boolean empty) {
      super.updateItem(line, empty);
      getStyleClass().removeAll("network-field-bad", "network-field-good", "network-field-changed");
      if (empty || line == null) {
        setText(null);
        return;
      }
      setText(line.text());
      switch (line.verdict()) {
        case BAD -> getStyleClass().add("network-field-bad");
        case GOOD -> getStyleClass().add("network-field-good");
        default -> {
          if (touches(line.from(), line.to())) {
            getStyleClass().add("network-field-changed");
          }
        }
      }
    }
  }

  /** One line of sixteen bytes, in runs of the same look. */
  private final class ByteCell extends ListCell<Integer> {
    @Override
    protected void updateItem(Integer line, boolean empty) {
      super.updateItem(line, empty);
      if (empty || line == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      int start = line * LINE;
      int end = Math.min(packet.length, start + LINE);
      TextFlow flow = new TextFlow();
      flow.getChildren().add(run(String.format("%04x  ", start), "quiet"));
      StringBuilder text = new StringBuilder();
      String look = look(start);
      for (int at = start; at < end; at++) {
        if (!look(at).equals(look)) {
          flow.getChildren().add(run(text.toString(), look));
          text.setLength(0);
          look = look(at);
        }
        text.append(HEX.toHexDigits(packet[at])).append(at % 8 == 7 ? "  " : " ");
      }
      flow.getChildren().add(run(text.toString(), look));
      flow.getChildren()
          .add(run(" ".repeat(3 * (LINE - end + start)) + ascii(start, end), "quiet"));
      setGraphic(flow);
      setAccessibleText(HEX.formatHex(packet, start, end));
    }

    private String look(int at) {
      return at >= from && at < to ? "selected" : changed.get(at) ? "changed" : "plain";
    }

    private String ascii(int start, int end) {
      StringBuilder text = new StringBuilder();
      for (int at = start; at < end; at++) {
        text.append(packet[at] >= 32 && packet[at] < 127 ? (char) packet[at] : '.');
      }
      return text.toString();
    }

    private Text run(String text, String look) {
      Text run = new Text(text);
      run.getStyleClass().addAll("network-byte", "network-byte-" + look);
      return run;
    }
  }
}
