package io.coppice.sim.network;

import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What frames taught the tables of a world: endpoints, middleboxes and the machines' own systems.
 * It decides what becomes of the next frame, so it is part of the world, of its image and of its
 * digest. Copies share everything until either side learns more. One thread.
 */
public final class NetworkMemory implements WorldPart {
  public static final String NAME = "frames";

  private static final int MOST_PINGS = 24;

  private EndpointTables tables = new EndpointTables();
  private BoxStates boxes = new BoxStates();
  private NeighbourCaches neighbours = new NeighbourCaches();
  private long ways;

  /** By host and switch in host mode: which sub-groups of uplinks were up. */
  private Map<Long, Long> subGroups = Map.of();

  private boolean shared;
  private List<CarriedTrace> pings = List.of();
  private CapturedFrames captured = new CapturedFrames();

  /** The network in which every row is where its machine is; nothing is lost if it is forgotten. */
  private Object settled;

  /** Everything as plain values. */
  public record Image(
      List<EndpointTables.Learned> learned,
      List<EndpointTables.Room> rooms,
      List<BoxStates.Connection> connections,
      List<BoxStates.Translation> translations,
      long draws,
      List<NeighbourCaches.NeighbourRow> neighbours,
      List<NeighbourCaches.PathRow> paths,
      long ways,
      List<EndpointTables.Mirrored> mirrored,
      List<SubGroupsUp> subGroups) {
    public Image {
      subGroups = List.copyOf(subGroups);
      mirrored = List.copyOf(mirrored);
      learned = List.copyOf(learned);
      rooms = List.copyOf(rooms);
      connections = List.copyOf(connections);
      translations = List.copyOf(translations);
      neighbours = List.copyOf(neighbours);
      paths = List.copyOf(paths);
    }
  }

  /**
   * Which sub-groups of a host's uplinks were up when frames were sent last.
   *
   * @param key of host and switch
   * @param up a bit for each id
   */
  public record SubGroupsUp(long key, long up) {}

  /** Nothing is known yet. */
  public NetworkMemory() {}

  /** That of an image. */
  public static NetworkMemory restore(Record image) {
    Image read = (Image) image;
    NetworkMemory memory = new NetworkMemory();
    memory.tables = EndpointTables.of(read.learned(), read.rooms(), read.mirrored());
    memory.boxes = BoxStates.of(read.connections(), read.translations(), read.draws());
    memory.neighbours = NeighbourCaches.of(read.neighbours(), read.paths());
    memory.ways = read.ways();
    Map<Long, Long> up = new TreeMap<>();
    read.subGroups().forEach(it -> up.put(it.key(), it.up()));
    memory.subGroups = up;
    return memory;
  }

  /** A world's; a world in which no machine sent anything yet has an empty one from now on. */
  public static NetworkMemory of(World world) {
    return (NetworkMemory) world.parts().computeIfAbsent(NAME, _ -> new NetworkMemory());
  }

  /** A world's, if any machine sent anything yet. */
  public static Optional<NetworkMemory> find(World world) {
    return Optional.ofNullable((NetworkMemory) world.parts().get(NAME));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public NetworkMemory copy() {
    NetworkMemory copy = new NetworkMemory();
    copy.tables = tables;
    copy.boxes = boxes;
    copy.neighbours = neighbours;
    copy.ways = ways;
    copy.subGroups = subGroups;
    copy.settled = settled;
    copy.pings = pings;
    copy.captured = captured.copy();
    copy.shared = true;
    shared = true;
    return copy;
  }

  @Override
  public Record image() {
    return new Image(
        tables.learned(),
        tables.rooms(),
        boxes.connections(),
        boxes.translations(),
        boxes.draws(),
        neighbours.neighbours(),
        neighbours.paths(),
        ways,
        tables.mirrored(),
        subGroups.entrySet().stream()
            .map(it -> new SubGroupsUp(it.getKey(), it.getValue()))
            .toList());
  }

  /** Everything is this memory's own from now on. */
  private void own() {
    if (shared) {
      tables = tables.copy();
      boxes = boxes.copy();
      neighbours = neighbours.copy();
      shared = false;
    }
  }

  EndpointTables tables() {
    own();
    return tables;
  }

  BoxStates boxes() {
    own();
    return boxes;
  }

  NeighbourCaches neighbours() {
    own();
    return neighbours;
  }

  /** Pings that were carried of late, newest first; a mere memory, and no part of an image. */
  public List<CarriedTrace> pings() {
    return pings;
  }

  /** What was captured and not handed over yet; no part of an image either. */
  CapturedFrames captured() {
    return captured;
  }

  /** Takes away what was captured in a world since this was asked last. */
  public static CapturedFrames.Taken takeCaptured(World world) {
    return find(world).map(it -> it.captured.take()).orElse(CapturedFrames.Taken.NOTHING);
  }

  void carried(CarriedTrace ping) {
    List<CarriedTrace> all = new ArrayList<>();
    all.add(ping);
    all.addAll(pings.subList(0, Math.min(pings.size(), MOST_PINGS - 1)));
    pings = List.copyOf(all);
  }

  /** Whether moves up to this state of the network were announced; from now on they are. */
  boolean settle(Object network) {
    boolean known = settled == network;
    settled = network;
    return known;
  }

  /**
   * Which sub-groups are up from now on, by host and switch; the map stays as it is.
   *
   * @return which were
   */
  Map<Long, Long> subGroupsAre(Map<Long, Long> now) {
    Map<Long, Long> before = subGroups;
    subGroups = now;
    return before;
  }

  /** To look at only. */
  EndpointTables knownTables() {
    return tables;
  }

  /** To look at only. */
  NeighbourCaches knownNeighbours() {
    return neighbours;
  }

  /** The links are so; if they were others, what was known of their room is forgotten. */
  void waysAre(long now) {
    if (ways != now) {
      own();
      tables.forgetRooms();
      ways = now;
    }
  }
}
