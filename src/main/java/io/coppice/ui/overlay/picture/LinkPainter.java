package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph.Link;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Draws links between the middles of their ends, each in its lane. Load is told by width and by
 * colour, a link that is down by a gap in its middle with a cross, an unknown one by thinness.
 */
final class LinkPainter {
  /** Pixels of lines, all together, up to which they get smooth edges within a frame. */
  private static final double SMOOTH_PIXELS = 250_000;

  private static final double MUCH = 0.7;
  private static final double SOME = 0.35;
  private static final double FULL = 0.9;

  /** Links at one node from which those that carry little are drawn faintly. */
  private static final int CROWD = 100;

  private static final int FAINT = 90;

  private final List<Link> links;
  private final Tone[] tones;
  private final int[] linksAt;
  private final double[] fromX;
  private final double[] fromY;
  private final double[] toX;
  private final double[] toY;

  LinkPainter(PlacedGraph placed) {
    this.links = placed.graph().links();
    int n = links.size();
    tones = new Tone[n];
    linksAt = new int[placed.graph().nodes().size()];
    for (Link link : links) {
      linksAt[link.from()]++;
      linksAt[link.to()]++;
    }
    fromX = new double[n];
    fromY = new double[n];
    toX = new double[n];
    toY = new double[n];
    for (int i = 0; i < n; i++) {
      Link link = links.get(i);
      tones[i] = tone(link);
      double x0 = placed.middleX(link.from());
      double y0 = placed.middleY(link.from());
      double dx = placed.middleX(link.to()) - x0;
      double dy = placed.middleY(link.to()) - y0;
      double length = Math.max(1e-9, Math.hypot(dx, dy));
      double offX = -dy / length * placed.lane(i);
      double offY = dx / length * placed.lane(i);
      fromX[i] = x0 + offX;
      fromY[i] = y0 + offY;
      toX[i] = x0 + dx + offX;
      toY[i] = y0 + dy + offY;
    }
  }

  /**
   * Which links are drawn, in this order, and how.
   *
   * @param smooth whether they get smooth edges
   */
  record Seen(int[] links, boolean smooth) {}

  /** What all of a picture shows, whatever the brush's part of it. */
  Seen seen(PixelBrush brush, PixelWindow window, Marks marks) {
    PixelBrush whole = brush.whole();
    int[] seen = new int[links.size()];
    int quiet = 0;
    int loud = 0;
    for (int link = 0; link < seen.length; link++) {
      if (isSeen(whole, window, link, marks)) {
        if (isLoud(link, marks)) {
          seen[seen.length - ++loud] = link;
        } else {
          seen[quiet++] = link;
        }
      }
    }
    int[] ordered = Arrays.copyOf(seen, quiet + loud);
    for (int i = 0; i < loud; i++) {
      ordered[quiet + i] = seen[seen.length - 1 - i];
    }
    return new Seen(ordered, isSmooth(ordered, window, Math.max(brush.width(), brush.height())));
  }

  void draw(PixelBrush brush, PixelWindow window, int[] colours, Marks marks, Seen seen) {
    for (int link : seen.links) {
      if (reaches(brush, window, link)) {
        draw(brush, window, colours, marks, link, seen.smooth);
      }
    }
  }

  /** What must not be hidden beneath others. */
  private boolean isLoud(int link, Marks marks) {
    return tones[link] != Tone.LINK
        || link == marks.selectedLink()
        || isAt(link, marks.selectedNode());
  }

  private boolean isAt(int link, int node) {
    return node >= 0 && (links.get(link).from() == node || links.get(link).to() == node);
  }

  private boolean isSeen(PixelBrush brush, PixelWindow window, int link, Marks marks) {
    return reaches(brush, window, link)
        && !marks.hidden().get(links.get(link).from())
        && !marks.hidden().get(links.get(link).to());
  }

  /** With all that goes beyond the middle of a line: its width, the ring around it, a cross. */
  private boolean reaches(PixelBrush brush, PixelWindow window, int link) {
    double beyond = 16 + 4 * hair(window);
    double x0 = window.x(fromX[link]);
    double y0 = window.y(fromY[link]);
    double x1 = window.x(toX[link]);
    double y1 = window.y(toY[link]);
    return brush.reaches(
        Math.min(x0, x1) - beyond,
        Math.min(y0, y1) - beyond,
        Math.max(x0, x1) + beyond,
        Math.max(y0, y1) + beyond);
  }

  private boolean isSmooth(int[] seen, PixelWindow window, double most) {
    double sum = 0;
    for (int at = 0; at < seen.length && sum < SMOOTH_PIXELS; at++) {
      int link = seen[at];
      double longer =
          Math.max(Math.abs(toX[link] - fromX[link]), Math.abs(toY[link] - fromY[link]));
      sum += Math.min(most, longer * window.scale()) * 2.5;
    }
    return sum < SMOOTH_PIXELS;
  }

  /** Pixels of a hair line, more where the scale is large. */
  static double hair(PixelWindow window) {
    return Math.clamp(window.scale() * 0.08, 1, 4);
  }

  private void draw(
      PixelBrush brush, PixelWindow window, int[] colours, Marks marks, int link, boolean smooth) {
    Link it = links.get(link);
    int colour = colours[tones[link].ordinal()];
    boolean crowded =
        tones[link] == Tone.LINK
            && Math.max(linksAt[it.from()], linksAt[it.to()]) > CROWD
            && !isAt(link, marks.selectedNode());
    if (crowded) {
      colour = PixelBrush.mix(colours[Tone.SITE.ordinal()], colour, FAINT);
    }
    if (marks.faded().get(it.from()) || marks.faded().get(it.to())) {
      colour = PixelBrush.mix(colours[Tone.GROUND.ordinal()], colour, 70);
    }
    double thick = hair(window) * width(it);
    double x0 = window.x(fromX[link]);
    double y0 = window.y(fromY[link]);
    double x1 = window.x(toX[link]);
    double y1 = window.y(toY[link]);
    if (link == marks.selectedLink()) {
      brush.line(x0, y0, x1, y1, thick + 4, colours[Tone.RING.ordinal()], smooth);
    }
    if (it.health() == Health.DOWN) {
      brush.line(x0, y0, x0 + (x1 - x0) * 0.44, y0 + (y1 - y0) * 0.44, thick, colour, smooth);
      brush.line(x0 + (x1 - x0) * 0.56, y0 + (y1 - y0) * 0.56, x1, y1, thick, colour, smooth);
      cross(brush, (x0 + x1) / 2, (y0 + y1) / 2, Math.clamp(window.scale() * 0.9, 3, 14), colour);
    } else {
      brush.line(x0, y0, x1, y1, thick, colour, smooth);
    }
  }

  static void cross(PixelBrush brush, double x, double y, double r, int colour) {
    double thick = Math.max(1.5, r * 0.35);
    brush.line(x - r, y - r, x + r, y + r, thick, colour, true);
    brush.line(x - r, y + r, x + r, y - r, thick, colour, true);
  }

  /** Times the width of a hair: from 1 for an idle link to 4 for a full one. */
  static double width(Link link) {
    return Double.isNaN(link.load()) ? 1 : 1 + 3 * Math.clamp(link.load(), 0, 1);
  }

  static Tone tone(Link link) {
    return switch (link.health()) {
      case DOWN -> Tone.DOWN;
      case DEGRADED -> Tone.WARN;
      case UNKNOWN -> Tone.UNKNOWN;
      case UP ->
          link.load() >= FULL
              ? Tone.LOAD_FULL
              : link.load() >= MUCH
                  ? Tone.LOAD_MUCH
                  : link.load() >= SOME ? Tone.LOAD_SOME : Tone.LINK;
    };
  }

  /** A place on a link, by the part of it that lies before. */
  double x(int link, double part) {
    return fromX[link] + part * (toX[link] - fromX[link]);
  }

  double y(int link, double part) {
    return fromY[link] + part * (toY[link] - fromY[link]);
  }

  int at(double x, double y, double within, Marks marks) {
    int found = -1;
    double least = within;
    for (int link = 0; link < links.size(); link++) {
      Link it = links.get(link);
      if (marks.hidden().get(it.from()) || marks.hidden().get(it.to())) {
        continue;
      }
      double dx = toX[link] - fromX[link];
      double dy = toY[link] - fromY[link];
      double square = dx * dx + dy * dy;
      double along =
          square == 0
              ? 0
              : Math.clamp(((x - fromX[link]) * dx + (y - fromY[link]) * dy) / square, 0, 1);
      double far = Math.hypot(x - fromX[link] - along * dx, y - fromY[link] - along * dy);
      if (far < least) {
        least = far;
        found = link;
      }
    }
    return found;
  }
}
