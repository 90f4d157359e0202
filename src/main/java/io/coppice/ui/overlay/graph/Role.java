package io.coppice.ui.overlay.graph;

/** What a node is to the fabric; decides how high it stands and how large it is drawn. */
public enum Role {
  /** Joins sites, or leads out of them. */
  ROUTER(0, 18, 7),
  /** A firewall, translator or balancer on the way. */
  MIDDLEBOX(1, 16, 7),
  SPINE(1, 18, 7),
  LEAF(2, 18, 6),
  HOST(3, 15, 8),
  /** Others speak of it, but nobody asked it. */
  UNKNOWN(3, 15, 8);

  private final int layer;
  private final double width;
  private final double height;

  Role(int layer, double width, double height) {
    this.layer = layer;
    this.width = width;
    this.height = height;
  }

  /** How far down it stands; 0 is the top. */
  public int layer() {
    return layer;
  }

  /** Its width in units of the picture. */
  public double width() {
    return width;
  }

  public double height() {
    return height;
  }
}
