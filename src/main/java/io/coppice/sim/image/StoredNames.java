package io.coppice.sim.image;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which name a class stands in an image: the one it had when images were first kept, whatever it
 * is called now, so that a class may be renamed or moved and every image still opens and has its
 * digest. A nested class goes with the class around it, or has a line of its own. A class that is
 * stored and gets another name gets a line here.
 */
final class StoredNames {
  private static final String OURS = "io.coppice.";

  /** By the name a class has now, the name it is stored by; both without {@value #OURS}. */
  static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("sim.world.ScheduledEvent", "sim.world.Scheduled"),
          Map.entry("backend.NetworkOperation$FenceMapping", "backend.NetworkOperation$Mapped"),
          Map.entry("sim.flow.ResourceKind", "sim.flow.Way"),
          Map.entry("sim.flow.ResourceUse", "sim.flow.Use"),
          Map.entry("sim.fork.ChildPlanner", "sim.fork.Births"),
          Map.entry("sim.fork.ChildStartup", "sim.fork.Coming"),
          Map.entry("sim.fork.ElasticGroups", "sim.fork.Elastics"),
          Map.entry("sim.fork.ForkWorldPart", "sim.fork.ForkPart"),
          Map.entry("sim.fork.GroupTick", "sim.fork.Writing"),
          Map.entry("sim.guest.GuestState$LeaseOutcome", "sim.guest.GuestState$Leased"),
          Map.entry("sim.load.FigureColumns", "sim.load.Columns"),
          Map.entry("sim.load.FigureHistory", "sim.load.History"),
          Map.entry("sim.load.HistoryLevel", "sim.load.Level"),
          Map.entry("sim.load.LoadModel", "sim.load.Load"),
          Map.entry("rules.index.Reservations", "sim.ops.facts.Claims"),
          Map.entry("rules.index.DuplicateAddresses", "sim.ops.facts.Doubles"),
          Map.entry("sim.ops.host.HaFailover", "sim.ops.host.Failover"),
          Map.entry("sim.ops.machine.GuestLifecycle", "sim.ops.machine.Guest"),
          Map.entry("sim.ops.machine.PowerProcedures", "sim.ops.machine.PowerCourses"),
          Map.entry("sim.ops.run.JobQueueState", "sim.ops.run.Operations"),
          Map.entry("sim.ops.run.JobRunner", "sim.ops.run.Runner"),
          Map.entry("sim.ops.run.PhaseResult", "sim.ops.run.Step"),
          Map.entry("sim.ops.run.JobProgress", "sim.ops.run.Task"),
          Map.entry("rules.SnapshotConsolidation", "sim.ops.snapshot.Consolidation"),
          Map.entry("sim.ops.time.PreCopyMigration", "sim.ops.time.PreCopy"),
          Map.entry("model.fork.CapturedState", "model.fork.Capture"),
          Map.entry("model.fork.DiskChain", "model.fork.Chain"),
          Map.entry("model.fork.ElasticStatus", "model.fork.Elastic"),
          Map.entry("model.fork.Reclaimable", "model.fork.Freed"),
          Map.entry("model.fork.MemoryPageState", "model.fork.PageState"),
          Map.entry("model.fork.elastic.ElasticSimulation", "model.fork.elastic.Serving"));

  private static final Map<String, String> NOW =
      RENAMED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  /**
   * By a component as it is called now ({@code class.component}, without {@value #OURS}), what it
   * was called when it was first stored. Constants of enums stand here too.
   */
  private static final Map<String, String> COMPONENTS =
      Map.of(
          "model.fork.elastic.ElasticSimulation$Image.latencies", "waits",
          "sim.fork.ForkWorldPart$Load.simulation", "serving",
          "sim.image.WorldCodec$Flat.eventQueue", "agenda",
          "sim.image.WorldCodec$Flat.random", "chance");

  /** By ordinal: a large world has more constants than all else that has a name. */
  private static final ClassValue<String[]> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
          return Stream.of(type.getEnumConstants())
              .map(constant -> of(type, ((Enum<?>) constant).name()))
              .toArray(String[]::new);
        }
      };

  private StoredNames() {}

  /** The name a constant is stored by. */
  static String of(Enum<?> constant) {
    return CONSTANTS.get(constant.getDeclaringClass())[constant.ordinal()];
  }

  /** The name a component or constant of a class is stored by. */
  static String of(Class<?> type, String member) {
    return COMPONENTS.getOrDefault(withoutPrefix(type.getName()) + '.' + member, member);
  }

  static String withoutPrefix(String name) {
    return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
  }

  /** The name a class is stored by. */
  static String of(Class<?> type) {
    return swap(type.getName(), RENAMED);
  }

  /**
   * The name that a stored class has now.
   *
   * @throws ImageException if no class of ours can have been stored by that name
   */
  static String now(String stored) throws ImageException {
    if (!stored.startsWith(OURS)) {
      throw new ImageException(stored + " is not ours");
    }
    return swap(stored, NOW);
  }

  private static String swap(String name, Map<String, String> by) {
    if (!name.startsWith(OURS)) {
      return name;
    }
    String own = by.get(name.substring(OURS.length()));
    if (own != null) {
      return OURS + own;
    }
    int nested = name.indexOf('$');
    String outer = nested < 0 ? name : name.substring(0, nested);
    String other = by.get(outer.substring(OURS.length()));
    return other == null ? name : OURS + other + (nested < 0 ? "" : name.substring(nested));
  }
}
