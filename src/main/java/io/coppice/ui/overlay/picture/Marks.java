package io.coppice.ui.overlay.picture;

import io.coppice.ui.overlay.graph.NetworkGraph;
import java.util.BitSet;
import java.util.List;

/**
 * How a network is drawn just now, by the indexes of its graph. Not changed once handed over.
 *
 * @param hidden nodes that are left out, with their links
 * @param faded nodes that the filter does not ask for
 * @param open nodes whose machines are shown
 * @param selectedNode -1 for none
 * @param selectedMachine -1 for none
 * @param selectedLink -1 for none
 * @param segments those drawn in colour, in the order of the colours
 */
public record Marks(
    Layers layers,
    BitSet hidden,
    BitSet faded,
    BitSet open,
    int selectedNode,
    int selectedMachine,
    int selectedLink,
    int[] segments) {
  public static final Marks NONE =
      new Marks(Layers.BOTH, new BitSet(), new BitSet(), new BitSet(), -1, -1, -1, new int[0]);

  /** What of a network is drawn. */
  public enum Layers {
    UNDERLAY,
    OVERLAY,
    BOTH
  }

  /**
   * A way that a frame takes through the picture.
   *
   * @param nodes one after another
   * @param fromMachine where it begins, -1 for at the node itself
   * @param toMachine where it ends, -1 for at the node itself
   * @param lost whether the frame ends at the last node against the sender's will
   * @param possible whether it is only one that the frame might have taken as well
   */
  public record Way(int[] nodes, int fromMachine, int toMachine, boolean lost, boolean possible) {}

  /** Marks of the same kind with another selection. */
  public Marks selecting(int node, int machine, int link) {
    return new Marks(layers, hidden, faded, open, node, machine, link, segments);
  }

  /** The colour of a machine among the shown segments; -1 for none. */
  int colour(NetworkGraph graph, int machine) {
    for (int place = 0; place < segments.length; place++) {
      for (int segment : graph.segmentsOf(machine)) {
        if (segment == segments[place]) {
          return place;
        }
      }
    }
    return -1;
  }

  static final List<Way> NOWHERE = List.of();
}
