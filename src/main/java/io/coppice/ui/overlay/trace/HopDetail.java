package io.coppice.ui.overlay.trace;

import io.coppice.model.Problem;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.trace.EqualCostChoice;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.overlay.packet.PacketView;
import io.coppice.wire.packet.LinkType;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * One hop in full: what was decided and by which row, the choice among equal-cost ways, what
 * stopped the frame and the cure, and the frame as it left, with what changed marked. FX thread.
 */
final class HopDetail {
  private final Texts texts;
  private final VBox words = new VBox();
  private final PacketView packet;
  private final SplitPane root;

  HopDetail(Texts texts) {
    this.texts = texts;
    packet = new PacketView(texts, "trace");
    words.getStyleClass().add("network-hop");
    ScrollPane scroll = new ScrollPane(words);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root = new SplitPane(scroll, packet.node());
    root.setOrientation(javafx.geometry.Orientation.VERTICAL);
    root.setDividerPositions(0.4);
  }

  Node node() {
    return root;
  }

  void clear() {
    words.getChildren().clear();
    packet.show(java.util.Optional.empty(), java.util.Optional.empty(), LinkType.ETHERNET);
  }

  void show(Hop hop) {
    words.getChildren().clear();
    say("section-title", hop.node() + "  ·  " + texts.get("network.step." + hop.step()));
    if (!hop.decided().code().equals(why(hop.verdict()))) {
      say("", texts.get(hop.decided().code(), hop.decided().args().toArray()));
    }
    String ports = hop.in().orElse("–") + " → " + hop.out().orElse("–");
    say("quiet", texts.get("network.trace.ports", ports));
    if (!hop.row().isNone()) {
      say("quiet", texts.get("network.trace.row", hop.row().place()));
      copyable(hop.row().text());
    }
    hop.choice().ifPresent(this::choice);
    verdict(hop.verdict());
    packet.show(
        hop.after().or(hop::before).map(Frame::bytes),
        hop.after().isPresent() ? hop.before().map(Frame::bytes) : java.util.Optional.empty(),
        LinkType.ETHERNET);
  }

  private void choice(EqualCostChoice choice) {
    say("quiet", texts.get("network.trace.choice", choice.ways().size(), choice.hashedOn()));
    for (int i = 0; i < choice.ways().size(); i++) {
      var way = choice.ways().get(i);
      String gateway = way.gateway().map(Object::toString).orElse("");
      say(
          i == choice.taken() ? "" : "quiet",
          (i == choice.taken() ? "●  " : "○  ") + way.device() + "  " + gateway);
    }
    if (!choice.certain()) {
      say("quiet", texts.get("network.trace.choice.uncertain"));
    }
  }

  private void verdict(Verdict verdict) {
    switch (verdict) {
      case Verdict.Passed _ -> say("ok", texts.get("network.trace.passed"));
      case Verdict.Unknown unknown -> {
        say("warn", texts.get("network.trace.unknown"));
        problem(unknown.why());
      }
      case Verdict.Dropped dropped -> {
        say("bad", texts.get("network.trace.dropped", RuleWords.of(texts, dropped.rule())));
        problem(dropped.why());
        cure(dropped.cure());
      }
    }
  }

  /** The sentence that a verdict says; empty if it says none. */
  private static String why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed _ -> "";
      case Verdict.Unknown unknown -> unknown.why().code();
      case Verdict.Dropped dropped -> dropped.why().code();
    };
  }

  private void problem(Problem problem) {
    say("", texts.what(problem));
    String cure = texts.cure(problem);
    if (!cure.isEmpty()) {
      say("", cure);
    }
  }

  private void cure(List<Change> changes) {
    for (Change change : changes) {
      say("quiet", texts.get("network.trace.cure", change.node()));
      copyable(change.command());
    }
  }

  private void say(String style, String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
    if (!style.isEmpty()) {
      label.getStyleClass().add(style);
    }
    words.getChildren().add(label);
  }

  private void copyable(String text) {
    TextField field = new TextField(text);
    field.setEditable(false);
    field.getStyleClass().add("mono");
    field.setAccessibleText(text);
    words.getChildren().add(field);
  }
}
