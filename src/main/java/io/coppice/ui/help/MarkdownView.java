package io.coppice.ui.help;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** Draws a Markdown text as a column of nodes. FX thread, except {@link #parse}. */
final class MarkdownView {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private final Consumer<String> follow;

  /**
   * @param follow is given the target of a link that was clicked
   */
  MarkdownView(Consumer<String> follow) {
    this.follow = follow;
  }

  /** Any thread. */
  static Node parse(String markdown) {
    return PARSER.parse(markdown);
  }

  VBox column(Node document) {
    VBox column = new VBox();
    column.getStyleClass().add("help-page");
    blocks(document, column);
    return column;
  }

  private void blocks(Node parent, Pane into) {
    for (Node block = parent.getFirstChild(); block != null; block = block.getNext()) {
      into.getChildren().add(block(block));
    }
  }

  private javafx.scene.Node block(Node block) {
    return switch (block) {
      case Heading heading -> {
        TextFlow flow = flow(heading, "h" + Math.min(3, heading.getLevel()));
        flow.setAccessibleRole(javafx.scene.AccessibleRole.TEXT);
        yield flow;
      }
      case Paragraph paragraph -> flow(paragraph);
      case BulletList list -> list(list, -1);
      case OrderedList list -> list(list, 1);
      case FencedCodeBlock code -> code(code.getLiteral());
      case IndentedCodeBlock code -> code(code.getLiteral());
      case BlockQuote quote -> {
        VBox box = new VBox();
        box.getStyleClass().add("quote");
        blocks(quote, box);
        yield box;
      }
      case TableBlock table -> table(table);
      case ThematicBreak _ -> new Separator();
      default -> flow(block);
    };
  }

  private VBox list(Node list, int first) {
    VBox box = new VBox();
    box.getStyleClass().add("help-list");
    int number = first;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      Label mark = new Label(first < 0 ? "•" : number++ + ".");
      mark.setMinWidth(Region.USE_PREF_SIZE);
      mark.getStyleClass().add("list-mark");
      VBox content = new VBox();
      blocks(item, content);
      HBox.setHgrow(content, Priority.ALWAYS);
      HBox line = new HBox(mark, content);
      line.getStyleClass().add("help-item");
      box.getChildren().add(line);
    }
    return box;
  }

  private static Region code(String literal) {
    Text text = new Text(literal.stripTrailing());
    text.getStyleClass().addAll("text", "code");
    TextFlow flow = new TextFlow(text);
    flow.getStyleClass().add("code-block");
    return flow;
  }

  private TablePane table(TableBlock table) {
    TablePane pane = new TablePane();
    pane.getStyleClass().add("help-table");
    for (Node section = table.getFirstChild(); section != null; section = section.getNext()) {
      for (Node row = section.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          pane.add(row(row));
        }
      }
    }
    return pane;
  }

  private List<TextFlow> row(Node row) {
    List<TextFlow> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      TextFlow flow = flow(cell, cell instanceof TableCell c && c.isHeader() ? "head" : "body");
      flow.getStyleClass().add("cell");
      cells.add(flow);
    }
    return cells;
  }

  private TextFlow flow(Node parent, String... styles) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().addAll(styles);
    inline(
        parent,
        flow,
        List.of("head".equals(styles.length == 0 ? "" : styles[0]) ? "strong" : "plain"));
    return flow;
  }

  private void inline(Node parent, TextFlow flow, List<String> styles) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case org.commonmark.node.Text text ->
            flow.getChildren().add(text(text.getLiteral(), styles));
        case Code code -> flow.getChildren().add(text(code.getLiteral(), with(styles, "code")));
        case StrongEmphasis strong -> inline(strong, flow, with(styles, "strong"));
        case Emphasis emphasis -> inline(emphasis, flow, with(styles, "emphasis"));
        case SoftLineBreak _ -> flow.getChildren().add(text(" ", styles));
        case HardLineBreak _ -> flow.getChildren().add(text("\n", styles));
        case Link link -> flow.getChildren().add(link(link));
        default -> inline(node, flow, styles);
      }
    }
  }

  private Hyperlink link(Link link) {
    StringBuilder words = new StringBuilder();
    for (Node node = link.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof org.commonmark.node.Text text) {
        words.append(text.getLiteral());
      }
    }
    Hyperlink hyperlink = new Hyperlink(words.toString());
    hyperlink.setOnAction(_ -> follow.accept(link.getDestination()));
    return hyperlink;
  }

  private static List<String> with(List<String> styles, String more) {
    return java.util.stream.Stream.concat(styles.stream(), java.util.stream.Stream.of(more))
        .toList();
  }

  private static Text text(String literal, List<String> styles) {
    Text text = new Text(literal);
    text.getStyleClass().add("text");
    text.getStyleClass().addAll(styles);
    return text;
  }
}
