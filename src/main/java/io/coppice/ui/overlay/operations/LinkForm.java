package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;

/** Cuts, restores, degrades a link and sets its MTU. FX thread. */
public final class LinkForm {
  private static final int MOST_MEGABITS = 10_000_000;
  private static final int MOST_LATENCY = 10_000_000;
  private static final int MILLION = 1_000_000;
  private static final int LEAST_MTU = 576;

  private final UiContext context;
  private final DatacentreId about;
  private final NetworkForm form;
  private final ComboBox<FabricLink> which;
  private final CheckBox up;
  private final NumberField megabits;
  private final NumberField latency;
  private final NumberField loss;
  private final NumberField mtu;

  private LinkForm(
      DatacentreId about,
      String title,
      NetworkSetup setup,
      List<FabricLink> links,
      FabricLink first,
      UiContext context) {
    this.context = context;
    this.about = about;
    form = new NetworkForm("link-set", title, context);
    which = form.search("link", links, first, setup::name);
    up = form.check("up", first.up());
    megabits = form.number("megabits", 1, MOST_MEGABITS, first.megabits());
    latency = form.number("latency", 0, MOST_LATENCY, first.latencyMicros());
    loss = form.number("loss", 0, MILLION, first.lossPerMillion());
    mtu = form.number("link-mtu", LEAST_MTU, FabricLink.JUMBO, first.mtu());
    which.valueProperty().addListener((_, _, now) -> fill(now));
  }

  private void fill(FabricLink link) {
    if (link != null) {
      up.setSelected(link.up());
      megabits.getValueFactory().setValue(link.megabits());
      latency.getValueFactory().setValue(link.latencyMicros());
      loss.getValueFactory().setValue(link.lossPerMillion());
      mtu.getValueFactory().setValue(link.mtu());
      form.changed();
    }
  }

  /** A link that was chosen before. */
  public static void open(DatacentreId about, FabricLink link, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    new LinkForm(about, setup.name(link), setup, List.of(link), link, context).open();
  }

  /** One of some links, if there are any. */
  static void open(
      DatacentreId about, String title, Predicate<FabricLink> which, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    List<FabricLink> links = setup.fabric().links().stream().filter(which).toList();
    if (links.isEmpty()) {
      context.dialogs().toast(context.texts().get("network.form.no-links"));
    } else {
      new LinkForm(about, title, setup, links, links.getFirst(), context).open();
    }
  }

  private void open() {
    form.help(form.text("link.help"));
    form.open(which.getItems().size() == 1 ? up : which, this::asked);
  }

  private Form.Asked asked() {
    FabricLink link = which.getValue();
    if (link == null) {
      return form.incomplete("needs-link");
    }
    Optional<SetLink> wanted = wanted(link);
    if (wanted.isEmpty()) {
      return new Form.Asked.Incomplete(context.texts().get("form.needs-numbers"));
    }
    return wanted.get().equals(SetLink.as(about, link))
        ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
        : Form.Asked.ready(wanted.get());
  }

  private Optional<SetLink> wanted(FabricLink link) {
    boolean typed =
        List.of(megabits, latency, loss, mtu).stream()
            .allMatch(field -> field.number().isPresent());
    return typed
        ? Optional.of(
            new SetLink(
                about,
                link.a().node(),
                link.a().port(),
                up.isSelected(),
                megabits.orElse(0),
                latency.orElse(0),
                loss.orElse(0),
                mtu.orElse(0)))
        : Optional.empty();
  }
}
