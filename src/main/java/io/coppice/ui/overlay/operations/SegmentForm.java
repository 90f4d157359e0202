package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.CreateSegment;
import io.coppice.backend.NetworkOperation.EditSegment;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** Creates a segment, or edits one. FX thread. */
final class SegmentForm {
  private static final int MOST_AGEING = 1_000_000;

  private SegmentForm() {}

  static void create(SwitchId on, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    NetworkForm form = new NetworkForm("segment-new", setup.name(on), context);
    TextField name = form.line("name", "");
    ComboBox<Encapsulation> as =
        form.choice(
            "encapsulation", Encapsulation.OVERLAYS, Encapsulation.VXLAN, Encapsulation::toString);
    TextField id = form.line("id", Long.toUnsignedString(free(setup, Encapsulation.VXLAN)));
    as.valueProperty()
        .addListener(
            (_, old, now) -> {
              if (id.getText().equals(Long.toUnsignedString(free(setup, old)))) {
                id.setText(Long.toUnsignedString(free(setup, now)));
              }
            });
    TextField tenant = form.line("tenant", "");
    TextField group = form.line("group", "");
    group.setPromptText(form.text("group.prompt"));
    NumberField mtu = form.number("mtu", 0, FabricLink.JUMBO, 0);
    form.help(form.text("mtu.help"));
    NumberField ageing = form.number("ageing", 0, MOST_AGEING, SegmentSettings.AGEING);
    CheckBox suppression = form.check("suppression", true);
    CheckBox cuttable = form.check("cuttable", false);
    form.open(
        name,
        () ->
            name.getText().isBlank()
                ? form.incomplete("needs-name")
                : SegmentSettings.parseId(id.getText().strip())
                    .map(
                        number ->
                            Form.Asked.ready(
                                new CreateSegment(
                                    on,
                                    name.getText().strip(),
                                    as.getValue(),
                                    number,
                                    tenant.getText().strip(),
                                    group.getText().strip(),
                                    suppression.isSelected(),
                                    mtu.orElse(0),
                                    ageing.orElse(0),
                                    cuttable.isSelected())))
                    .orElseGet(() -> form.incomplete("needs-id")));
  }

  /** One above the greatest that is taken, or the least there is. */
  private static long free(NetworkSetup setup, Encapsulation as) {
    long next =
        setup.fabric().segments().stream()
                .filter(it -> it.encapsulation() == as)
                .mapToLong(SegmentSettings::id)
                .max()
                .orElse(9_999)
            + 1;
    return SegmentSettings.fits(as, next) ? next : 5_000;
  }

  static void edit(PortGroupId of, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    setup.segment(of).ifPresent(segment -> edit(segment, setup, context));
  }

  private static void edit(SegmentSettings segment, NetworkSetup setup, UiContext context) {
    PortGroupId of = segment.portGroup();
    NetworkForm form = new NetworkForm("segment-edit", setup.name(of), context);
    TextField id = form.line("id", Long.toUnsignedString(segment.id()));
    TextField tenant = form.line("tenant", segment.tenant());
    NumberField mtu = form.number("mtu", 0, FabricLink.JUMBO, segment.mtu());
    form.help(form.text("mtu.help"));
    CheckBox suppression = form.check("suppression", segment.suppression());
    SmallLinks small = form.fields.whole(new SmallLinks(context));
    form.open(
        mtu.getEditor(),
        () -> {
          small.want(
              Optional.of(
                  new SmallLinks.Need(of, segment.encapsulation(), Set.of(), mtu.orElse(0))));
          Optional<Long> number = SegmentSettings.parseId(id.getText().strip());
          if (number.isEmpty()) {
            return form.incomplete("needs-id");
          }
          EditSegment was =
              new EditSegment(
                  of, segment.id(), segment.tenant(), segment.suppression(), segment.mtu());
          EditSegment wanted =
              new EditSegment(
                  of,
                  number.get(),
                  tenant.getText().strip(),
                  suppression.isSelected(),
                  mtu.orElse(0));
          return wanted.equals(was)
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : Form.Asked.ready(wanted);
        });
  }
}
