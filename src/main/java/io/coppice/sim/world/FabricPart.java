package io.coppice.sim.world;

import io.coppice.model.overlay.fabric.Fabric;

/**
 * The network as it is set up. A fabric is immutable, so a copied world shares it; what frames
 * taught its tables is no part of a world.
 */
public final class FabricPart implements WorldPart {
  public static final String NAME = "network";

  private Fabric fabric;

  public FabricPart(Fabric fabric) {
    this.fabric = fabric;
  }

  /** The part as plain values. */
  public record Image(Fabric fabric) {}

  Fabric fabric() {
    return fabric;
  }

  void set(Fabric changed) {
    fabric = changed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public WorldPart copy() {
    return new FabricPart(fabric);
  }

  @Override
  public Record image() {
    return new Image(fabric);
  }
}
