package io.coppice.ui.kit.actions;

import io.coppice.model.EntityId;
import io.coppice.model.SiteObject;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import java.util.List;

/** The selected objects, and how a step on them is named. */
public final class SelectedObjects {
  private static final int NAMED = 8;

  private SelectedObjects() {}

  /** What "Undo ..." calls a step on these objects. */
  public static String step(Action action, List<? extends SiteObject> objects, UiContext context) {
    return step(action, objects.size(), objects.getFirst().name(), context);
  }

  /** The same, of objects of which only the ids are known. */
  static String stepOn(Action action, List<EntityId> objects, UiContext context) {
    String first = context.session().snapshot().contents().displayName(objects.getFirst());
    return step(action, objects.size(), first, context);
  }

  private static String step(Action action, int count, String first, UiContext context) {
    String verb = ActionMenus.text(action, context);
    return count == 1
        ? context.texts().get("form.step", verb, first)
        : context.texts().get("form.steps", verb, count);
  }

  /** An empty form on these objects, called like the step it makes. */
  public static Form form(
      String id, Action action, List<? extends SiteObject> objects, UiContext context) {
    return new Form(id, step(action, objects, context), ActionMenus.text(action, context), context);
  }

  /** The names, the first few of many. */
  public static String names(List<? extends SiteObject> objects, UiContext context) {
    return listed(objects.stream().map(SiteObject::name).toList(), context);
  }

  /** The first few of many names. */
  public static String listed(List<String> names, UiContext context) {
    String first = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() <= NAMED
        ? first
        : context.texts().get("form.and-more", first, names.size() - NAMED);
  }
}
