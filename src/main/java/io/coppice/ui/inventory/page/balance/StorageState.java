package io.coppice.ui.inventory.page.balance;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DatastoreCluster.Reason;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.StayingMachines;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;

/**
 * What the tab shows: pure.
 *
 * @param on whether the folder is a datastore cluster
 */
record StorageState(boolean on, String said, List<Row> moves) {
  /** A recommendation as it is read. */
  record Row(int number, String machine, String from, String to, String reason) {}

  static StorageState of(Snapshot snapshot, FolderId id, UiContext context) {
    Optional<DatastoreCluster> cluster =
        Optional.ofNullable(snapshot.inventory().folders().get(id.value()))
            .flatMap(Folder::cluster);
    if (cluster.isEmpty()) {
      return new StorageState(false, context.texts().get("page.storage-drs.off"), List.of());
    }
    SiteContents site = new SiteContents(snapshot.inventory(), snapshot.forks());
    List<Row> rows =
        cluster.get().moves().stream()
            .map(
                move ->
                    new Row(
                        move.number(),
                        site.displayName(move.machine()),
                        site.displayName(move.from()),
                        site.displayName(move.to()),
                        reason(move, context)))
            .toList();
    DatastoreCluster.Policy policy = cluster.get().policy();
    String mode =
        context.texts().get("form.storage-mode." + (policy.automatic() ? "AUTOMATIC" : "MANUAL"));
    String bounds =
        context
            .texts()
            .get("page.storage-drs.bounds", policy.spacePercent(), policy.latencyMillis());
    return new StorageState(
        true, mode + " · " + bounds + staying(snapshot.inventory(), id, context), rows);
  }

  /** Who is never moved, and why: what is not recommended is not forgotten. */
  private static String staying(Inventory inventory, FolderId id, UiContext context) {
    StayingMachines stay = StayingMachines.on(id, inventory);
    return stay.isEmpty()
        ? ""
        : "\n"
            + context
                .texts()
                .get("page.storage-drs.staying", stay.forked(), stay.linked(), stay.spread());
  }

  private static String reason(DatastoreCluster.Move move, UiContext context) {
    double part = move.reason() == Reason.SPACE ? 1 : 1_000;
    return context
        .texts()
        .get("page.storage-drs.reason." + move.reason(), move.before() / part, move.after() / part);
  }
}
