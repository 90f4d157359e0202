package io.coppice.ui.overlay.topology;

import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.NetworkRaster;
import io.coppice.ui.overlay.picture.Tone;
import java.util.Locale;

/**
 * A network's picture as SVG 1.1 (W3C, 2011): the whole of it, with every name as text and a title
 * on every part, one unit of the picture to one user unit. Pure.
 */
final class SvgDrawing {
  /** Size of what is written on links that run side by side. */
  private static final double LABEL = 0.9;

  private final PlacedGraph placed;
  private final NetworkGraph graph;
  private final Marks marks;
  private final int[] colours;
  private final StringBuilder out = new StringBuilder();

  private SvgDrawing(NetworkRaster raster, Marks marks, int[] colours) {
    this.placed = raster.placed();
    this.graph = placed.graph();
    this.marks = marks;
    this.colours = colours;
  }

  static String of(NetworkRaster raster, Marks marks, int[] colours) {
    return new SvgDrawing(raster, marks, colours).draw();
  }

  private String draw() {
    PlacedGraph.Frame whole = placed.whole();
    out.append(
        String.format(
            Locale.ROOT,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.1f %.1f %.1f %.1f\""
                + " font-family=\"sans-serif\">\n",
            whole.left(),
            whole.top(),
            whole.width(),
            whole.height()));
    box(whole, Tone.GROUND, Tone.GROUND, "");
    placed.sites().forEach(site -> box(site, Tone.SITE, Tone.RIM, site.name()));
    placed.racks().forEach(rack -> box(rack, Tone.RACK, Tone.RACK, rack.name()));
    if (marks.layers() != Marks.Layers.UNDERLAY) {
      regions();
    }
    if (marks.layers() != Marks.Layers.OVERLAY) {
      links();
    }
    nodes();
    return out.append("</svg>\n").toString();
  }

  private void box(PlacedGraph.Frame frame, Tone fill, Tone rim, String name) {
    rectangle(frame.left(), frame.top(), frame.width(), frame.height(), fill, rim, "", name);
    if (!name.isEmpty() && rim == Tone.RIM) {
      text(frame.left() + 2, frame.top() + 4, 3.5, "start", name);
    }
  }

  private void rectangle(
      double x,
      double y,
      double wide,
      double high,
      Tone fill,
      Tone rim,
      String more,
      String title) {
    out.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\""
                    + " stroke=\"%s\" stroke-width=\"0.2\"%s>",
                x,
                y,
                wide,
                high,
                colour(fill),
                colour(rim),
                more))
        .append("<title>")
        .append(escaped(title))
        .append("</title></rect>\n");
  }

  private void text(double x, double y, double size, String anchor, String words) {
    out.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\" text-anchor=\"%s\" fill=\"%s\">",
                x,
                y,
                size,
                anchor,
                colour(Tone.TEXT)))
        .append(escaped(words))
        .append("</text>\n");
  }

  private void regions() {
    for (int place = 0; place < marks.segments().length; place++) {
      NetworkGraph.Segment segment = graph.segments().get(marks.segments()[place]);
      for (int host : segment.hosts()) {
        if (!marks.hidden().get(host)) {
          rectangle(
              placed.x(host) - 1.6,
              placed.y(host) - 1.6,
              placed.width(host) + 3.2,
              placed.height(host) + 3.2,
              Tone.segment(place),
              Tone.segment(place),
              " fill-opacity=\"0.4\"",
              segment.name());
        }
      }
    }
  }

  private void links() {
    for (int i = 0; i < graph.links().size(); i++) {
      NetworkGraph.Link link = graph.links().get(i);
      if (marks.hidden().get(link.from()) || marks.hidden().get(link.to())) {
        continue;
      }
      double dx = placed.middleX(link.to()) - placed.middleX(link.from());
      double dy = placed.middleY(link.to()) - placed.middleY(link.from());
      double length = Math.max(1e-9, Math.hypot(dx, dy));
      double offX = -dy / length * placed.lane(i);
      double offY = dx / length * placed.lane(i);
      out.append(
              String.format(
                  Locale.ROOT,
                  "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\""
                      + " stroke-width=\"%.2f\"%s>",
                  placed.middleX(link.from()) + offX,
                  placed.middleY(link.from()) + offY,
                  placed.middleX(link.to()) + offX,
                  placed.middleY(link.to()) + offY,
                  colour(NetworkRaster.tone(link)),
                  0.15 * NetworkRaster.width(link),
                  link.health() == Health.DOWN ? " stroke-dasharray=\"1 1\"" : ""))
          .append("<title>")
          .append(escaped(link.label()))
          .append("</title></line>\n");
      if (placed.lane(i) != 0) {
        text(
            (placed.middleX(link.from()) + placed.middleX(link.to())) / 2 + offX,
            (placed.middleY(link.from()) + placed.middleY(link.to())) / 2 + offY,
            LABEL,
            dx * offY - dy * offX > 0 ? "end" : "start",
            link.label());
      }
    }
  }

  private void nodes() {
    for (int node = 0; node < graph.nodes().size(); node++) {
      if (marks.hidden().get(node)) {
        continue;
      }
      NetworkGraph.Node it = graph.nodes().get(node);
      rectangle(
          placed.x(node),
          placed.y(node),
          placed.width(node),
          placed.height(node),
          NetworkRaster.fill(it),
          NetworkRaster.edge(it),
          it.health() == Health.UNKNOWN ? " stroke-dasharray=\"0.8 0.6\"" : "",
          it.name());
      if (it.health() == Health.DOWN) {
        cross(node);
      }
      // as in the window: with its domain a host's name would be too small to read
      String name = NetworkRaster.label(it.name());
      double size = Math.min(2.6, 1.6 * (placed.width(node) - 1) / Math.max(1, name.length()));
      text(placed.middleX(node), placed.middleY(node) + size / 3, size, "middle", name);
    }
  }

  /** What is down is crossed out, as in the window. */
  private void cross(int node) {
    double left = placed.x(node);
    double right = left + placed.width(node);
    double top = placed.y(node);
    double bottom = top + placed.height(node);
    out.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.2f %.2fL%.2f %.2fM%.2f %.2fL%.2f %.2f\" stroke=\"%s\""
                + " stroke-width=\"0.3\"/>\n",
            left,
            top,
            right,
            bottom,
            left,
            bottom,
            right,
            top,
            colour(Tone.DOWN)));
  }

  private String colour(Tone tone) {
    return String.format(Locale.ROOT, "#%06x", colours[tone.ordinal()] & 0xffffff);
  }

  /** Also leaves out what XML 1.0 cannot hold (section 2.2). */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                  boolean legal =
                      c >= 0x20 && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c >= 0x10000;
                  safe.appendCodePoint(legal || c == '\t' ? c : 0xfffd);
                }
              }
            });
    return safe.toString();
  }
}
