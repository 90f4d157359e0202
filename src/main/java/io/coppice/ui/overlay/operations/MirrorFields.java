package io.coppice.ui.overlay.operations;

import io.coppice.model.IpAddress;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortDirection;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** Where copies of a port group's frames go. FX thread. */
final class MirrorFields {
  private final ComboBox<Optional<MirrorSession.Type>> type;
  private final TextField collector;
  private final ComboBox<PortDirection> direction;
  private final NumberField session;

  MirrorFields(NetworkForm form, Optional<MirrorSession> its) {
    type =
        form.choice(
            "mirror",
            Stream.concat(
                    Stream.of(Optional.<MirrorSession.Type>empty()),
                    Stream.of(MirrorSession.Type.values()).map(Optional::of))
                .toList(),
            its.map(MirrorSession::type),
            it -> form.text(it.map(t -> "mirror." + t).orElse("mirror.none")));
    collector = form.line("mirror-collector", its.map(it -> it.address().toString()).orElse(""));
    direction =
        form.choice(
            "mirror-direction",
            List.of(PortDirection.values()),
            its.map(MirrorSession::direction).orElse(PortDirection.BOTH),
            it -> form.text("direction." + it));
    session =
        form.number(
            "mirror-session", 0, MirrorSession.MOST_ID, its.map(MirrorSession::id).orElse(1));
    form.help(form.text("mirror.help"));
  }

  void enable() {
    boolean none = type.getValue().isEmpty();
    collector.setDisable(none);
    direction.setDisable(none);
    session.setDisable(none);
  }

  private Optional<IpAddress> address() {
    return IpAddress.parse(collector.getText().strip()).filter(it -> it.version() == 4);
  }

  /** Whether what is typed says where copies go, or that there are none. */
  boolean isComplete() {
    return type.getValue().isEmpty() || address().isPresent() && session.orElse(-1) >= 0;
  }

  Optional<MirrorSession> session() {
    return type.getValue()
        .flatMap(
            it ->
                address()
                    .map(
                        to ->
                            new MirrorSession(
                                direction.getValue(), it, session.orElse(1), (int) to.low())));
  }
}
