package io.coppice.ui.inventory.page;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.Kind;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.inventory.page.balance.BalancePart;
import io.coppice.ui.inventory.page.balance.StoragePart;
import io.coppice.ui.inventory.page.configure.ConfigurePart;
import io.coppice.ui.inventory.page.measured.MeasuredTab;
import io.coppice.ui.inventory.page.monitor.MonitorPart;
import io.coppice.ui.inventory.page.plan.PlanPart;
import io.coppice.ui.inventory.page.snapshots.SnapshotsPart;
import io.coppice.ui.inventory.page.summary.SummaryPart;
import io.coppice.ui.inventory.table.EntityTable;
import io.coppice.ui.inventory.table.TableKind;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javafx.scene.Node;

/** Makes the pages of inventory objects. FX thread. */
public final class ObjectPages implements ScreenFactory {
  private final List<PageTab> tabs;

  /** The tab that was turned to last: the next object opens on it, if it has such a one. */
  private String turnedTo = "";

  /** Pages with further tabs of other rooms, which come last. */
  public ObjectPages(List<PageTab> more) {
    List<PageTab> all = new ArrayList<>(own());
    all.addAll(more);
    tabs = List.copyOf(all);
  }

  private static List<PageTab> own() {
    Set<Kind> measured =
        EnumSet.of(Kind.CLUSTER, Kind.RESOURCE_POOL, Kind.HOST, Kind.MACHINE, Kind.DATASTORE);
    return List.of(
        new Part("summary", _ -> true, (id, context) -> new SummaryPart(context, id)),
        new Part(
            "monitor",
            entity -> measured.contains(entity.id().kind()) && !isTemplate(entity),
            (id, context) -> new MonitorPart(context, id)),
        table(TableKind.CLUSTERS, Folder.Contents.HOSTS, Kind.DATACENTRE),
        table(
            TableKind.HOSTS,
            Folder.Contents.HOSTS,
            Kind.DATACENTRE,
            Kind.CLUSTER,
            Kind.DATASTORE,
            Kind.SWITCH),
        machines(),
        table(TableKind.DATASTORES, Folder.Contents.STORAGE, Kind.DATACENTRE, Kind.HOST),
        table(TableKind.PORT_GROUPS, Folder.Contents.NETWORKS, Kind.DATACENTRE, Kind.SWITCH),
        new Part(
            "configure",
            entity ->
                EnumSet.of(Kind.CLUSTER, Kind.RESOURCE_POOL, Kind.HOST, Kind.MACHINE)
                    .contains(entity.id().kind()),
            (id, context) -> new ConfigurePart(context, id)),
        new Part(
            "drs",
            entity -> entity.id().kind() == Kind.CLUSTER,
            (id, context) -> new BalancePart(context, (EntityId.ClusterId) id)),
        new MeasuredTab(),
        new Part(
            "storage-drs",
            entity -> entity instanceof Folder folder && folder.cluster().isPresent(),
            (id, context) -> new StoragePart(context, (EntityId.FolderId) id)),
        new Part(
            "plan",
            entity -> entity.id().kind() == Kind.CLUSTER,
            (id, context) -> new PlanPart(context, (EntityId.ClusterId) id)),
        new Part(
            "snapshots",
            entity -> entity instanceof Machine machine && !machine.template(),
            (id, context) -> new SnapshotsPart(context, (EntityId.MachineId) id)));
  }

  private static boolean isTemplate(Entity entity) {
    return entity instanceof Machine machine && machine.template();
  }

  private static PageTab machines() {
    Set<Kind> kinds =
        EnumSet.of(
            Kind.DATACENTRE,
            Kind.CLUSTER,
            Kind.RESOURCE_POOL,
            Kind.HOST,
            Kind.DATASTORE,
            Kind.SWITCH,
            Kind.PORT_GROUP);
    return new Part(
        "machines",
        entity ->
            kinds.contains(entity.id().kind())
                || entity instanceof Folder folder
                    && (folder.contents() == Folder.Contents.MACHINES
                        || folder.contents() == Folder.Contents.HOSTS),
        (id, context) -> new TablePart(new EntityTable(context, TableKind.MACHINES, id)));
  }

  /** A table on pages of these kinds, and of folders with those contents. */
  private static PageTab table(TableKind kind, Folder.Contents contents, Kind... kinds) {
    Set<Kind> on = EnumSet.copyOf(List.of(kinds));
    return new Part(
        kind.id(),
        entity ->
            on.contains(entity.id().kind())
                || entity instanceof Folder folder && folder.contents() == contents,
        (id, context) -> new TablePart(new EntityTable(context, kind, id)));
  }

  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Page page && page.id().kind() != Kind.FORK_GROUP;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    Place.Page page = (Place.Page) place;
    Place.Page at = page.tab().isEmpty() ? page.on(turnedTo) : page;
    return new PageScreen(context, at, tabs, tab -> turnedTo = tab);
  }

  /** A tab of this room. */
  private record Part(
      String id, Predicate<Entity> fits, BiFunction<EntityId, UiContext, PagePart> make)
      implements PageTab {
    @Override
    public String title() {
      return "page.tab." + id;
    }

    @Override
    public boolean appliesTo(EntityId about, Snapshot snapshot) {
      return snapshot.inventory().find(about).filter(fits).isPresent();
    }

    @Override
    public String help() {
      return switch (id) {
        case "monitor" -> "resource-model";
        case "plan" -> "planning";
        case "configure", "snapshots" -> "operations";
        default -> "inventory";
      };
    }

    @Override
    public PagePart create(EntityId about, UiContext context) {
      return make.apply(about, context);
    }
  }

  /** A table as a part of a page. */
  private record TablePart(EntityTable table) implements PagePart {
    @Override
    public Node node() {
      return table.node();
    }

    @Override
    public void focus() {
      table.focus();
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
