package io.coppice.testkit;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a person would miss if it were gone from a site, in words that no renaming of a class
 * touches: one line for each thing.
 */
public final class KeptDescription {
  private static final int ALL = 100_000;

  private KeptDescription() {}

  /** The open site, its past and the preferences. */
  public static List<String> of(Session session) {
    Snapshot now = session.snapshot();
    List<String> lines = new ArrayList<>();
    lines.add("site " + session.site().name() + " at " + now.time());
    Inventory inventory = now.inventory();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (inventory.table(kind) != null) {
        inventory.table(kind).forEach(entity -> lines.add(entity(entity)));
      }
    }
    now.forks().groups().forEach(group -> lines.add(group(group)));
    now.forks().members().forEach(member -> lines.add(member(now, member)));
    session.jobs(Optional.empty(), ALL).toCompletableFuture().join().reversed().stream()
        .map(KeptDescription::job)
        .forEach(lines::add);
    session.events(Optional.empty(), ALL).toCompletableFuture().join().reversed().stream()
        .map(KeptDescription::event)
        .forEach(lines::add);
    session
        .preferences()
        .all("")
        .forEach((key, value) -> lines.add("preference " + key + " = " + escaped(value)));
    return lines;
  }

  /** What a scenario file says. */
  public static List<String> of(Blueprint blueprint) {
    List<String> lines = new ArrayList<>();
    lines.add("scenario " + blueprint.title() + " at " + blueprint.start());
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (blueprint.inventory().table(kind) != null) {
        blueprint.inventory().table(kind).forEach(entity -> lines.add(entity(entity)));
      }
    }
    blueprint.groups().forEach(group -> lines.add("group " + group.group().name()));
    return lines;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String entity(Entity entity) {
    String head = entity.id().token() + " \"" + escaped(entity.name()) + '"';
    return switch (entity) {
      case Machine it -> head + machine(it);
      case Host it ->
          head
              + ' '
              + it.state()
              + ' '
              + it.hardware().nics().stream().map(n -> n.linkUp()).toList();
      default -> head;
    };
  }

  private static String machine(Machine it) {
    return " in "
        + it.folder().token()
        + ' '
        + it.pool().token()
        + " on "
        + it.host().token()
        + ' '
        + it.power()
        + (it.template() ? " template" : "")
        + ", vcpus "
        + it.hardware().vcpus()
        + ", memory "
        + it.hardware().memory().value()
        + ", disks "
        + it.hardware().disks().stream()
            .map(disk -> disk.capacity().value() + " on " + disk.datastore().token())
            .toList()
        + ", adapters "
        + it.hardware().nics().stream()
            .map(nic -> nic.mac().toString() + ' ' + nic.ip() + ' ' + nic.portGroup().token())
            .toList()
        + ", "
        + it.guest().workload()
        + ' '
        + it.guest().tools()
        + ", snapshots "
        + it.snapshots().nodes().stream()
            .map(node -> escaped(node.name()) + ": " + escaped(node.description()))
            .toList()
        + ", tags "
        + new TreeSet<>(it.about().tags().stream().map(String::valueOf).toList())
        + ", notes \""
        + escaped(it.about().notes())
        + '"'
        + it.linked().map(to -> ", linked to " + to.parent().token()).orElse("")
        + it.fork().map(group -> ", member of " + group.token()).orElse("");
  }

  private static String group(ForkGroup it) {
    return it.id().token()
        + " \""
        + escaped(it.name())
        + "\" bases "
        + it.bases().size()
        + ", sharing "
        + it.sharing()
        + ", asked "
        + it.counts().asked()
        + ", came up "
        + it.counts().cameUp()
        + ", ended "
        + it.counts().ended()
        + it.elastic().map(elastic -> ", elastic, served " + elastic.served()).orElse("");
  }

  private static String member(Snapshot now, ForkMember it) {
    return "member "
        + it.machine().token()
        + " of "
        + it.group().token()
        + " base "
        + it.base()
        + ' '
        + it.origin()
        + ' '
        + it.state()
        + ", own pages "
        + now.forks().counts(it.machine()).map(counts -> counts.diverged()).orElse(0);
  }

  private static String job(Job it) {
    return it.id().value()
        + ". job on "
        + it.operation().target().token()
        + ": "
        + it.state()
        + ' '
        + it.phases()
        + " at "
        + it.queued().micros();
  }

  private static String event(SiteEvent it) {
    return it.serial() + ". event " + it.code() + ' ' + it.args() + " at " + it.at().micros();
  }
}
