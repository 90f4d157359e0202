package io.coppice.ui.kit.actions;

import io.coppice.backend.Operation;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Asks before an action runs, of what can be undone of many objects only.
 *
 * @param least of how many objects it is asked; what can be undone on one may be much on many
 * @param text what will happen, to how many of them and to which, in the person's language; worked
 *     out off the FX thread
 */
public record Confirmation<T>(int least, BiFunction<List<T>, UiContext, String> text)
    implements ObjectAction.Beginning<T> {
  /** Asked of each. */
  public static <T> Confirmation<T> always(BiFunction<List<T>, UiContext, String> text) {
    return new Confirmation<>(1, text);
  }

  /** Asked of several. */
  public static <T> Confirmation<T> ofMany(BiFunction<List<T>, UiContext, String> text) {
    return new Confirmation<>(2, text);
  }

  @Override
  public void begin(ObjectAction<T> action, List<T> objects, UiContext context) {
    if (objects.size() < least) {
      action.submit(objects, context);
      return;
    }
    List<Operation> operations = action.all(objects, context);
    String step = action.step(objects, context);
    context
        .gate()
        .async(
            () -> text.apply(objects, context),
            said ->
                context
                    .dialogs()
                    .confirm(
                        step + "?",
                        said,
                        ActionMenus.text(action, context),
                        () -> context.dialogs().submit(step, operations)),
            failure -> context.dialogs().failed(step, failure));
  }
}
