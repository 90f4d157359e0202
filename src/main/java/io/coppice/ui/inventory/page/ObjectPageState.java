package io.coppice.ui.inventory.page;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.inventory.page.card.Card.Item.Badge;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Actions;
import io.coppice.ui.kit.Icons;
import java.util.List;
import java.util.Optional;

/**
 * The head of a page. Pure.
 *
 * @param gone whether the object no longer exists; {@code name} is then its id
 * @param kind what it is, in words
 * @param state how it is, for kinds that have a state
 * @param worst how bad the worst of its problems is, if it has any
 * @param actions those in the head, most wanted first
 */
record ObjectPageState(
    boolean gone,
    String name,
    Icons icon,
    String kind,
    Optional<Badge> state,
    Optional<Severity> worst,
    int problems,
    List<Action> actions) {

  /** Ids of the actions a head shows, if they apply, most wanted first. */
  private static final List<String> WANTED =
      List.of(
          "power-on",
          "resume",
          "shut-down-guest",
          "suspend",
          "power-off",
          "snapshot-take",
          "migrate",
          "clone",
          "enter-maintenance",
          "exit-maintenance",
          "reconnect",
          "host-power-on",
          "repair-host",
          "new-machine",
          "new-pool",
          "drain-datastore",
          "rename");

  static ObjectPageState of(FactFormatter facts, EntityId id, Actions actions) {
    return facts
        .find(id)
        .map(entity -> of(facts, entity, actions))
        .orElseGet(
            () ->
                new ObjectPageState(
                    true,
                    id.token(),
                    Icons.of(id.kind()),
                    facts.texts().get("kind." + id.kind()),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    List.of()));
  }

  private static ObjectPageState of(FactFormatter facts, Entity entity, Actions actions) {
    Snapshot snapshot = facts.snapshot();
    List<Severity> alarms =
        facts.problems(entity.id()).stream().map(problem -> problem.severity()).toList();
    List<EntityId> on = List.of(entity.id());
    return new ObjectPageState(
        false,
        entity.name(),
        FactFormatter.icon(entity),
        kind(facts, entity),
        state(facts, entity),
        alarms.stream().max(Severity::compareTo),
        alarms.size(),
        WANTED.stream()
            .flatMap(wanted -> actions.find(wanted).stream())
            .filter(action -> action.applies(on, snapshot))
            .filter(action -> isTimely(action.id(), entity))
            .toList());
  }

  /** A head shows what would change the present state; the menu has everything. */
  private static boolean isTimely(String action, Entity entity) {
    return switch (entity) {
      case Machine machine ->
          switch (action) {
            case "power-on" -> machine.power() == PowerState.POWERED_OFF;
            case "resume" -> machine.power() == PowerState.SUSPENDED;
            case "shut-down-guest", "suspend", "power-off" -> machine.isOn();
            default -> true;
          };
      case Host host ->
          switch (action) {
            case "enter-maintenance" -> !host.maintenance();
            case "exit-maintenance" -> host.maintenance();
            case "reconnect" -> host.state() == Host.State.DISCONNECTED;
            case "repair-host" -> host.state() == Host.State.NOT_RESPONDING;
            case "host-power-on" -> host.state() == Host.State.POWERED_OFF;
            default -> true;
          };
      default -> true;
    };
  }

  private static String kind(FactFormatter facts, Entity entity) {
    return switch (entity) {
      case Machine machine ->
          facts.texts().get(machine.template() ? "power.TEMPLATE" : "kind.MACHINE");
      case ResourcePool pool ->
          pool.vapp().isPresent() ? facts.the("vapp") : facts.texts().get("kind.RESOURCE_POOL");
      case Folder folder -> facts.the("folder." + folder.contents());
      default -> facts.texts().get("kind." + entity.id().kind());
    };
  }

  private static Optional<Badge> state(FactFormatter facts, Entity entity) {
    return switch (entity) {
      case Machine machine when !machine.template() -> Optional.of(power(facts, machine));
      case Host host -> Optional.of(host(facts, host));
      default -> Optional.empty();
    };
  }

  private static Badge power(FactFormatter facts, Machine machine) {
    if (machine.stalled()) {
      return new Badge(Icons.WARNING, "bad", facts.texts().get("power.STALLED"));
    }
    return new Badge(
        Icons.of(machine.power()),
        switch (machine.power()) {
          case POWERED_ON -> "ok";
          case POWERED_OFF -> "quiet";
          case SUSPENDED -> "warn";
        },
        facts.texts().get("power." + machine.power()));
  }

  private static Badge host(FactFormatter facts, Host host) {
    String text =
        host.state() == Host.State.CONNECTED && host.maintenance()
            ? "MAINTENANCE"
            : host.state().name();
    String words = facts.texts().get("host-state." + text);
    return switch (host.state()) {
      case CONNECTED ->
          host.maintenance()
              ? new Badge(Icons.MAINTENANCE, "warn", words)
              : new Badge(Icons.CONNECT, "ok", words);
      case DISCONNECTED -> new Badge(Icons.DISCONNECT, "warn", words);
      case NOT_RESPONDING -> new Badge(Icons.ERROR, "bad", words);
      case POWERED_OFF -> new Badge(Icons.POWERED_OFF, "quiet", words);
    };
  }
}
