package io.coppice.ui.overlay.picture;

/**
 * What stands at a place of the picture, by index; -1 for what does not.
 *
 * @param node also the host of the machine
 */
public record PictureHit(int node, int machine, int link) {
  public static final PictureHit NOTHING = new PictureHit(-1, -1, -1);

  public boolean isNothing() {
    return node < 0 && machine < 0 && link < 0;
  }
}
