package io.coppice.ui.inventory.navigator;

import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.UiContext;
import java.util.Arrays;
import java.util.List;

/** Makes the four trees. */
public final class InventoryTrees implements NavigatorSection.Factory {
  @Override
  public List<NavigatorSection> create(UiContext context) {
    return Arrays.stream(TreeKind.values())
        .<NavigatorSection>map(kind -> new TreeSection(kind, context))
        .toList();
  }
}
