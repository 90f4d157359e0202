package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.ActionFace;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NameField;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;

/** What needs a name: renaming, and making folders, pools and clusters. */
final class NamingForms {
  private final Session session;

  NamingForms(Session session) {
    this.session = session;
  }

  List<Action> all() {
    return List.of(
        FormActions.one(
            session,
            ActionFace.of("rename", Icons.RENAME, Group.ORGANISE, "F2"),
            NamingForms::isRenamable,
            (object, _) -> Stream.of(rename(object, object.name())),
            NamingForms::askToRename),
        making(
            ActionFace.of("new-folder", Icons.FOLDER, Group.NEW, "Shortcut+Shift+N"),
            Folder.class::isInstance,
            (in, name) -> new InventoryOperation.CreateFolder(((Folder) in).id(), name)),
        FormActions.one(
            session,
            ActionFace.of("new-cluster", Icons.CLUSTER, Group.NEW),
            NamingForms::holdsHosts,
            ObjectAction.Operations.unknown(),
            NamingForms::askForCluster),
        making(
            ActionFace.of("new-pool", Icons.RESOURCE_POOL, Group.NEW),
            NamingForms::holdsPools,
            (in, name) -> pool(in, name, false)),
        making(
            ActionFace.of("new-vapp", Icons.VAPP, Group.NEW),
            NamingForms::holdsPools,
            (in, name) -> pool(in, name, true)));
  }

  private Action making(
      ActionFace face, Predicate<Entity> in, BiFunction<Entity, String, Operation> make) {
    return FormActions.one(
        session,
        face,
        in,
        ObjectAction.Operations.unknown(),
        (action, objects, context) -> ask(action, objects.getFirst(), "", context, make));
  }

  private static Operation rename(Entity object, String name) {
    return new InventoryOperation.Rename(object.id(), name);
  }

  private static boolean isRenamable(Entity entity) {
    return !(entity instanceof ResourcePool pool && pool.isRoot())
        && !(entity instanceof Folder folder && folder.parent().isEmpty());
  }

  private static boolean holdsHosts(Entity entity) {
    return entity instanceof Datacentre
        || entity instanceof Folder folder && folder.contents() == Folder.Contents.HOSTS;
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

  private static void askToRename(Action action, List<Entity> objects, UiContext context) {
    Entity object = objects.getFirst();
    ask(action, object, object.name(), context, (it, name) -> rename(it, name));
  }

  private static void ask(
      Action action,
      Entity object,
      String initial,
      UiContext context,
      BiFunction<Entity, String, Operation> make) {
    Form form = SelectedObjects.form("form-" + action.id(), action, List.of(object), context);
    NameField name = form.nameField(initial);
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), name);
    form.open(
        fields,
        name,
        () -> named(name, initial, context, typed -> make.apply(object, typed)),
        operations ->
            context
                .dialogs()
                .submit(SelectedObjects.step(action, List.of(object), context), operations));
    name.selectAll();
  }

  private static void askForCluster(Action action, List<Entity> objects, UiContext context) {
    Entity object = objects.getFirst();
    var folder =
        object instanceof Datacentre datacentre ? datacentre.hosts() : ((Folder) object).id();
    Form form = SelectedObjects.form("form-new-cluster", action, objects, context);
    NameField name = form.nameField("");
    CheckBox ha = checked("ha", form, context);
    CheckBox drs = checked("drs", form, context);
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), name);
    fields.under(ha);
    fields.under(drs);
    form.open(
        fields,
        name,
        () ->
            named(
                name,
                "",
                context,
                typed ->
                    new InventoryOperation.CreateCluster(
                        folder, typed, ha.isSelected(), drs.isSelected())),
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private static CheckBox checked(String what, Form form, UiContext context) {
    CheckBox box = new CheckBox(context.texts().get("form." + what));
    box.setId("form-" + what);
    box.setSelected(true);
    box.selectedProperty().addListener((_, _, _) -> form.changed());
    return box;
  }

  /** An untouched name asks for nothing. */
  private static Form.Asked named(
      NameField field,
      String initial,
      UiContext context,
      java.util.function.Function<String, Operation> make) {
    String typed = field.name();
    return typed.isEmpty()
        ? new Form.Asked.Incomplete(context.texts().get("form.needs-name"))
        : typed.equals(initial)
            ? new Form.Asked.Incomplete("")
            : Form.Asked.ready(make.apply(typed));
  }
}
