package io.coppice.ui.overlay.picture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.text.Font;

/**
 * The labels of a picture, used again from one placing to the next. What is named keeps its label,
 * found by a rank of its own, so that a picture that moves sets neither styles nor texts; a rank
 * also says what lies above what. How wide a text is gets measured once. FX thread.
 */
final class LabelPool {
  /** Texts of one kind whose width is remembered. */
  private static final int REMEMBERED = 8_000;

  private final Consumer<Node> parent;
  private final int most;
  private final Map<LabelKind, Gauge> gauges = new EnumMap<>(LabelKind.class);
  private final Map<LabelKind, Deque<Label>> free = new EnumMap<>(LabelKind.class);
  private NavigableMap<Long, Label> kept = new TreeMap<>();
  private NavigableMap<Long, Label> used = new TreeMap<>();
  private int made;

  /** What the texts of one kind measure, by the font that the style sheet gives them. */
  private static final class Gauge {
    private final Label label;
    private final Map<String, Double> widths = new HashMap<>();
    private Font font = Font.getDefault();
    private double height;

    Gauge(Label label) {
      this.label = label;
    }

    void refresh() {
      label.applyCss();
      if (height == 0 || !label.getFont().equals(font)) {
        font = label.getFont();
        height = label.prefHeight(-1);
        widths.clear();
      }
    }

    double width(String text) {
      Double known = widths.get(text);
      if (known != null) {
        return known;
      }
      if (widths.size() >= REMEMBERED) {
        widths.clear();
      }
      label.setText(text);
      double width = label.prefWidth(-1);
      widths.put(text, width);
      return width;
    }
  }

  /**
   * No labels yet.
   *
   * @param parent takes up what is made
   * @param most how many at once
   */
  LabelPool(Consumer<Node> parent, int most) {
    this.parent = parent;
    this.most = most;
    for (LabelKind kind : LabelKind.values()) {
      free.put(kind, new ArrayDeque<>());
    }
  }

  /**
   * Begins a placing: every label can be had again.
   *
   * @param stays whether what has this rank is likely to be named again
   */
  void begin(LongPredicate stays) {
    gauges.values().forEach(Gauge::refresh);
    NavigableMap<Long, Label> last = used;
    used = kept;
    kept = last;
    kept.entrySet()
        .removeIf(
            entry -> {
              boolean goes = !stays.test(entry.getKey());
              if (goes) {
                free.get(kind(entry.getValue())).add(entry.getValue());
              }
              return goes;
            });
  }

  /** Hides what was not asked for since the beginning. */
  void end() {
    kept.values().forEach(label -> free.get(kind(label)).add(label));
    kept.clear();
    free.values().forEach(labels -> labels.forEach(label -> label.setVisible(false)));
  }

  int used() {
    return used.size();
  }

  boolean isFull() {
    return used.size() >= most;
  }

  /** The width of the whole text, with what the style sheet puts around it. */
  double width(LabelKind kind, String text) {
    return gauge(kind).width(text);
  }

  double height(LabelKind kind) {
    return gauge(kind).height;
  }

  private Gauge gauge(LabelKind kind) {
    return gauges.computeIfAbsent(
        kind,
        _ -> {
          Gauge gauge = new Gauge(make(kind));
          gauge.refresh();
          return gauge;
        });
  }

  /**
   * A label with this text for what has this rank, above those of lower ranks. Not when it is full.
   */
  Label take(long rank, LabelKind kind, String text) {
    Label label = kept.remove(rank);
    if (label == null) {
      label = spare(kind);
    }
    used.put(rank, label);
    if (kind(label) != kind) {
      style(label, kind);
    }
    if (!label.getText().equals(text)) {
      label.setText(text);
    }
    label.setViewOrder(-1.0 - rank);
    return label;
  }

  /** Names are asked for by rank: it is the last of those kept that will find no room. */
  private Label spare(LabelKind kind) {
    Label spare = free.get(kind).poll();
    for (Deque<Label> other : free.values()) {
      spare = spare == null ? other.poll() : spare;
    }
    if (spare != null) {
      return spare;
    }
    if (made < most || kept.isEmpty()) {
      made++;
      return make(kind);
    }
    return kept.pollLastEntry().getValue();
  }

  private Label make(LabelKind kind) {
    Label label = new Label("");
    label.setManaged(false);
    label.setEllipsisString("…");
    label.setMouseTransparent(true);
    label.setVisible(false);
    style(label, kind);
    parent.accept(label);
    return label;
  }

  private static void style(Label label, LabelKind kind) {
    label.getStyleClass().setAll("label", kind.styleClass());
    label.setTextOverrun(kind.overrun());
    label.setUserData(kind);
  }

  private static LabelKind kind(Label label) {
    return (LabelKind) label.getUserData();
  }
}
