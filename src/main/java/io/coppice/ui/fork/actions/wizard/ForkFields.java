package io.coppice.ui.fork.actions.wizard;

import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.NumberField;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/** The fields that make a {@link ForkSpec}. FX thread. */
public final class ForkFields {
  private final UiContext context;
  private final Runnable changed;
  private final NumberField count;
  private final TextField names = new TextField();
  private final ComboBox<Optional<Duration>> lifetime;
  private final ComboBox<ForkNetwork> network = new ComboBox<>();
  private final ComboBox<ForkPlacement> placement = new ComboBox<>();
  private final CheckBox fewer;
  private final CheckBox warm;
  private final Map<IdentityCheck, CheckBox> identity = new EnumMap<>(IdentityCheck.class);
  private final Fields fields = new Fields();

  /**
   * Fields with good defaults.
   *
   * @param counted whether a number of children is asked for
   */
  public ForkFields(Machine source, boolean counted, UiContext context, Runnable changed) {
    this.context = context;
    this.changed = changed;
    ForkSpec good = ForkSpec.of(counted ? 3 : 1, source.name() + "-##");
    count =
        new NumberField("fork-count", 1, ForkSpec.MOST, good.count(), 1, context.texts(), changed);
    names.setId("fork-names");
    names.setText(good.names());
    names.textProperty().addListener((_, _, _) -> changed.run());
    lifetime = LifetimeBox.box("fork-lifetime", context, changed);
    networks(source);
    placements();
    fewer = check("fewer", good.fewer());
    warm = check("warm", good.warmProcesses());
    if (counted) {
      fields.row(text("count"), count);
    }
    fields.row(text("names"), names);
    fields.row(text("network"), network);
    fields.row(text("placement"), placement);
    fields.row(text("lifetime"), lifetime);
    if (counted) {
      fields.under(fewer);
    }
    fields.under(warm);
    fields.row(text("identity"), identities());
  }

  private String text(String key) {
    return context.texts().get("forks.field." + key);
  }

  private CheckBox check(String what, boolean is) {
    CheckBox box = new CheckBox(text(what));
    box.setId("fork-" + what);
    box.setSelected(is);
    box.setTooltip(new Tooltip(text(what + ".help")));
    box.selectedProperty().addListener((_, _, _) -> changed.run());
    return box;
  }

  private void networks(Machine source) {
    network.setId("fork-network");
    network.setConverter(ChoiceLabels.by(choice -> words(choice)));
    network.getItems().addAll(ForkNetwork.SAME, ForkNetwork.ISOLATED);
    Set<PortGroupId> its = new HashSet<>();
    source.hardware().nics().forEach(nic -> its.add(nic.portGroup()));
    context
        .session()
        .snapshot()
        .inventory()
        .portGroups()
        .forEach(
            group -> {
              if (!its.contains(group.id())) {
                network.getItems().add(ForkNetwork.to(group.id()));
              }
            });
    network.setValue(ForkNetwork.SAME);
    network.valueProperty().addListener((_, _, _) -> changed.run());
  }

  private String words(ForkNetwork choice) {
    return switch (choice.mode()) {
      case SAME -> text("network.same");
      case ISOLATED -> text("network.isolated");
      case PORT_GROUP ->
          choice
              .portGroup()
              .flatMap(id -> context.session().snapshot().inventory().find(id))
              .map(PortGroup.class::cast)
              .map(PortGroup::name)
              .orElse("–");
    };
  }

  private void placements() {
    placement.setId("fork-placement");
    placement.setConverter(ChoiceLabels.by(choice -> text("placement." + choice)));
    placement.getItems().setAll(ForkPlacement.values());
    placement.setValue(ForkPlacement.SAME_HOST);
    placement.valueProperty().addListener((_, _, _) -> changed.run());
  }

  private Node identities() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("identity-checks");
    int at = 0;
    for (IdentityCheck one : IdentityCheck.values()) {
      CheckBox box = new CheckBox(context.texts().get(one.key()));
      box.setId("fork-identity-" + one.name());
      box.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
      box.setSelected(true);
      box.setTooltip(new Tooltip(context.texts().get(one.key() + ".change")));
      box.selectedProperty().addListener((_, _, _) -> changed.run());
      identity.put(one, box);
      grid.add(box, at % 2, at / 2);
      at++;
    }
    return grid;
  }

  /** Where the keyboard starts. */
  public Node first() {
    return fields.getChildren().contains(count) ? count : names;
  }

  public Region node() {
    return fields;
  }

  /** What is asked for now; empty while the number is none. */
  public Optional<ForkSpec> spec() {
    if (count.number().isEmpty()) {
      return Optional.empty();
    }
    Set<IdentityCheck> fresh = new HashSet<>();
    identity.forEach(
        (check, box) -> {
          if (box.isSelected()) {
            fresh.add(check);
          }
        });
    return Optional.of(
        new ForkSpec(
            count.orElse(1),
            names.getText().strip(),
            new IdentityPlan(fresh),
            network.getValue(),
            placement.getValue(),
            lifetime.getValue(),
            fewer.isSelected(),
            warm.isSelected()));
  }
}
