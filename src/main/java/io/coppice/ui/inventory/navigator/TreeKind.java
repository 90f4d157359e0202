package io.coppice.ui.inventory.navigator;

import io.coppice.ui.kit.Icons;

/** The four trees, as the vSphere user knows them. */
enum TreeKind {
  HOSTS("hosts", Icons.CLUSTER),
  MACHINES("machines", Icons.MACHINE),
  STORAGE("storage", Icons.DATASTORE),
  NETWORKS("networks", Icons.PORT_GROUP);

  private final String id;
  private final Icons icon;

  TreeKind(String id, Icons icon) {
    this.id = id;
    this.icon = icon;
  }

  String id() {
    return id;
  }

  Icons icon() {
    return icon;
  }
}
