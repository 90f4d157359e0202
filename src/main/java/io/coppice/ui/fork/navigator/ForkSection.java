package io.coppice.ui.fork.navigator;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.tree.RowTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The fork groups of the site. */
public final class ForkSection implements NavigatorSection, RowTree.Model<ForkRow> {
  private static final String ID = "forks";

  private final UiContext context;
  private final RowTree<ForkRow> tree;

  /** Builds the section. */
  public ForkSection(UiContext context) {
    this.context = context;
    tree = new RowTree<>(context, ID, this);
  }

  /** Makes the section. */
  public static NavigatorSection.Factory factory() {
    return context -> List.of(new ForkSection(context));
  }

  @Override
  public RowTree.Shown<ForkRow> compute(Snapshot snapshot, RowTree.Choices choices) {
    return ForkTree.of(snapshot, choices);
  }

  @Override
  public Set<EntityId> openAtFirst(Snapshot snapshot) {
    return Set.of();
  }

  @Override
  public Set<EntityId> all(Snapshot snapshot) {
    Set<EntityId> all = new HashSet<>();
    snapshot.forks().groups().forEach(group -> all.add(group.id()));
    return all;
  }

  @Override
  public ListCell<ForkRow> cell(Consumer<ForkRow> toggle) {
    return new ForkCell(context, toggle);
  }

  /** How to make the first fork. */
  @Override
  public Node nothing() {
    Label title = new Label(context.texts().get("forks.nav.none"));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    Label how = new Label(context.texts().get("forks.nav.none.how"));
    how.getStyleClass().add("quiet");
    how.setWrapText(true);
    how.setMinHeight(Region.USE_PREF_SIZE);
    Button more = new Button(context.texts().get("forks.nav.none.more"), Icons.HELP.node());
    more.getStyleClass().add(Styles.SMALL);
    more.setOnAction(_ -> context.navigation().open(new Place.Help("forks")));
    VBox box = new VBox(title, how, more);
    box.getStyleClass().add("empty");
    return box;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "nav.forks";
  }

  @Override
  public Icons icon() {
    return Icons.FORK_GROUP;
  }

  @Override
  public Node node() {
    return tree.node();
  }

  @Override
  public void focus() {
    tree.focus();
  }

  @Override
  public boolean reveal(EntityId id) {
    if (id instanceof EntityId.ForkGroupId) {
      tree.reveal(id, Set.of());
      return true;
    }
    Optional<ForkMember> member =
        id instanceof MachineId machine
            ? context.session().snapshot().forks().member(machine)
            : Optional.empty();
    member.ifPresent(found -> tree.reveal(id, Set.of(found.group())));
    return member.isPresent();
  }

  @Override
  public void close() {
    tree.close();
  }
}
