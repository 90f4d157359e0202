package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.inventory.actions.Each.Face;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What needs one name: renaming, and making folders, pools and clusters. */
final class Naming {
  private Naming() {}

  static List<Action> all() {
    return List.of(
        new Opening(
            Face.of("rename", Icons.RENAME, Group.ORGANISE, "F2"),
            Naming::isRenamable,
            1,
            (action, objects, context) ->
                ask(
                    action,
                    objects.getFirst(),
                    objects.getFirst().name(),
                    context,
                    Naming::rename)),
        making(
            Face.of("new-folder", Icons.FOLDER, Group.NEW, "Shortcut+Shift+N"),
            Folder.class::isInstance,
            (in, name) -> new InventoryOperation.CreateFolder(((Folder) in).id(), name)),
        making(
            Face.of("new-cluster", Icons.CLUSTER, Group.NEW),
            e -> e instanceof Folder f && f.contents() == Folder.Contents.HOSTS,
            (in, name) ->
                new InventoryOperation.CreateCluster(((Folder) in).id(), name, true, true)),
        making(
            Face.of("new-pool", Icons.RESOURCE_POOL, Group.NEW),
            Naming::holdsPools,
            (in, name) -> pool(in, name, false)),
        making(
            Face.of("new-vapp", Icons.VAPP, Group.NEW),
            Naming::holdsPools,
            (in, name) -> pool(in, name, true)));
  }

  private static Action making(
      Face face, Predicate<Entity> in, BiFunction<Entity, String, Operation> make) {
    return new Opening(
        face,
        in,
        1,
        (action, objects, context) -> ask(action, objects.getFirst(), "", context, make));
  }

  private static Operation rename(Entity object, String name) {
    return new InventoryOperation.Rename(object.id(), name);
  }

  private static boolean isRenamable(Entity entity) {
    return !(entity instanceof ResourcePool pool && pool.isRoot())
        && !(entity instanceof Folder folder && folder.parent().isEmpty());
  }

  private static boolean holdsPools(Entity entity) {
    return entity instanceof ResourcePool
        || entity instanceof Cluster
        || (entity instanceof Host host && host.cluster().isEmpty());
  }

  private static Operation pool(Entity in, String name, boolean vapp) {
    ResourcePoolId parent =
        switch (in) {
          case ResourcePool pool -> pool.id();
          case Cluster cluster -> cluster.rootPool();
          case Host host -> host.rootPool();
          default -> throw new IllegalArgumentException("holds no pools: " + in.id());
        };
    return new InventoryOperation.CreatePool(
        parent, name, Allocation.normalPoolCpu(), Allocation.normalPoolMemory(), vapp);
  }

  /** Asks for the name; the site's own rules say what is wrong with it while it is typed. */
  private static void ask(
      Action action,
      Entity object,
      String initial,
      UiContext context,
      BiFunction<Entity, String, Operation> make) {
    context
        .dialogs()
        .ask(
            Selected.step(action, List.of(object), context),
            context.texts().get("form.name"),
            initial,
            name -> fault(make.apply(object, name), context),
            name ->
                context
                    .dialogs()
                    .submit(
                        Selected.step(action, List.of(object), context),
                        List.of(make.apply(object, name))));
  }

  private static String fault(Operation operation, UiContext context) {
    Preflight preflight = context.session().preflight(operation);
    return preflight.passes() ? null : ActionMenus.reason(preflight.problems().getFirst(), context);
  }
}
