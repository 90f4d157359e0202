package io.coppice.ui.console;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Selection;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCombination;

/** Looking at the screens of what is selected. */
public final class ConsoleActions {
  private ConsoleActions() {}

  public static List<Action> all(Session session) {
    return List.of(new OnWall(session));
  }

  /** Hangs the screens of machines, or of a whole fork group, on the wall. */
  private record OnWall(Session session) implements Action {
    @Override
    public String id() {
      return "on-wall";
    }

    @Override
    public Icons icon() {
      return Icons.WALL;
    }

    @Override
    public Group group() {
      return Group.EDIT;
    }

    @Override
    public Optional<KeyCombination> keys() {
      return Optional.of(KeyCombination.valueOf("Shortcut+Shift+W"));
    }

    @Override
    public boolean applies(Selection selection) {
      List<EntityId> ids = selection.ids();
      return session.site().consoles().isPresent()
          && !ids.isEmpty()
          && (ids.stream().allMatch(MachineId.class::isInstance)
              || ids.size() == 1 && ids.getFirst() instanceof ForkGroupId);
    }

    @Override
    public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
      return Optional.empty();
    }

    @Override
    public void run(List<EntityId> selection, UiContext context) {
      context.navigation().open(new Place.Named(WallScreen.NAME, WallTarget.of(selection).print()));
    }
  }
}
