package io.coppice.ui.inventory.navigator;

import io.coppice.model.site.Hierarchy;
import io.coppice.ui.kit.Icons;

/** The four trees, as the vSphere user knows them. */
enum TreeKind {
  HOSTS(Hierarchy.HOSTS, "hosts", Icons.CLUSTER),
  MACHINES(Hierarchy.MACHINES, "machines", Icons.MACHINE),
  STORAGE(Hierarchy.STORAGE, "storage", Icons.DATASTORE),
  NETWORKS(Hierarchy.NETWORKS, "networks", Icons.PORT_GROUP);

  private final Hierarchy hierarchy;
  private final String id;
  private final Icons icon;

  TreeKind(Hierarchy hierarchy, String id, Icons icon) {
    this.hierarchy = hierarchy;
    this.id = id;
    this.icon = icon;
  }

  /**
   * What stands below what.
   *
   * @param byHost whether machines of pools stand below their hosts too
   */
  Hierarchy hierarchy(boolean byHost) {
    return this == HOSTS && byHost ? Hierarchy.MACHINES_BY_HOST : hierarchy;
  }

  String id() {
    return id;
  }

  Icons icon() {
    return icon;
  }
}
