package io.coppice.ui.overlay.topology;

import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.Role;

/** The words of the table in the person's language. */
record WrittenWords(UiContext context) implements TopologyState.Words {
  @Override
  public String role(Role role) {
    return context.texts().get("network.role." + role);
  }

  @Override
  public String health(Health health) {
    return context.texts().get("network.health." + health);
  }

  @Override
  public String share(double share) {
    return Double.isNaN(share) ? "–" : context.format().percent(share, 1);
  }
}
