package io.coppice.sim.image;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.CowInts;
import io.coppice.model.table.CowTable;
import io.coppice.model.table.IntColumn;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.world.EventQueue;
import io.coppice.sim.world.ProcedureState;
import io.coppice.sim.world.RandomSource;
import io.coppice.sim.world.ScheduledEvent;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Whole worlds: to an image and back, and their digest. Encoding takes a copy of a world and may
 * run beside it.
 */
public final class WorldCodec {
  /** The byte format: records say the names of their components. */
  public static final int FORMAT = 4;

  /** Records say nothing; {@link PositionalShapes} says it. */
  private static final int POSITIONAL = 3;

  private WorldCodec() {}

  private record Flat(
      long seed,
      Inventory inventory,
      Forks.Image forks,
      Map<String, IntColumn> figures,
      CowTable<Job> jobs,
      CowTable<ProcedureState> tasks,
      CowTable<SiteEvent> events,
      List<ScheduledEvent> eventQueue,
      long nextSerial,
      long random,
      Map<String, Record> parts,
      List<Problem> alarms,
      SimTime now,
      long nextOperation) {
    private Flat withParts(Map<String, Record> others) {
      return new Flat(
          seed,
          inventory,
          forks,
          figures,
          jobs,
          tasks,
          events,
          eventQueue,
          nextSerial,
          random,
          others,
          alarms,
          now,
          nextOperation);
    }
  }

  /**
   * Writes a world that nobody changes meanwhile: a copy. Its digest is made of what is written on
   * the way, for a large world takes long to go through.
   */
  public static WorldImage encode(World world) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    MessageDigest sha = sha();
    Flat whole = flat(world, images(world, true));
    Map<String, Record> deciding = new TreeMap<>(whole.parts());
    deciding.keySet().removeIf(name -> !world.parts().get(name).decides());
    try (OutputStream packed = new DeflaterOutputStream(bytes, deflater, 1 << 16);
        OutputStream digested = into(sha)) {
      RecordCodec.writeBoth(whole, packed, whole.withParts(deciding), digested);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return new WorldImage(
        world.nextOperation(), world.now(), FORMAT, text(sha), bytes.toByteArray());
  }

  /** SHA-256 over everything that decides what happens next, in hexadecimal. */
  public static String digest(World world) {
    MessageDigest sha = sha();
    try (OutputStream out = into(sha)) {
      RecordCodec.write(flat(world, images(world, false)), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text(sha);
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static OutputStream into(MessageDigest sha) {
    return new DigestOutputStream(OutputStream.nullOutputStream(), sha);
  }

  private static String text(MessageDigest sha) {
    return HexFormat.of().formatHex(sha.digest());
  }

  /**
   * A world that was read, and whether it is the one that was written, which takes as long to find
   * out.
   *
   * @param check throws {@link ImageException} if the world has another digest than its image says;
   *     for any one thread, whatever became of the world meanwhile
   */
  public record Decoded(World world, Check check) {}

  /** Compares a world with what its image says of it. */
  public interface Check {
    void run() throws ImageException;
  }

  /** Reads a world back and checks it. */
  public static World decode(WorldImage image, List<Behaviour> behaviours) throws IOException {
    Decoded decoded = read(image, behaviours);
    decoded.check().run();
    return decoded.world();
  }

  /**
   * Reads a world back.
   *
   * @param behaviours read the parts they added
   * @throws ImageException if the bytes are of another format, or damaged
   */
  public static Decoded read(WorldImage image, List<Behaviour> behaviours) throws IOException {
    if (image.format() > FORMAT) {
      throw new NewerImageException(image.format());
    }
    if (image.format() < POSITIONAL) {
      throw new ImageException("No version kept images of format " + image.format());
    }
    RecordCodec.Found found;
    try (InputStream bytes = new InflaterInputStream(new ByteArrayInputStream(image.bytes()))) {
      ImageInput in = new ImageInput(bytes);
      found =
          RecordCodec.read(
              image.format() == POSITIONAL
                  ? new RecordReader(in, new PositionalShapes())
                  : new RecordReader(in));
      // Its last bytes are a sum over all, which is compared when the end is read.
      if (!in.isAtEnd()) {
        throw new ImageException("The image goes on behind its end");
      }
    } catch (ZipException | EOFException e) {
      throw new ImageException("The image is damaged", e);
    }
    if (!(found.value() instanceof Flat flat)) {
      throw new ImageException("The image is no world");
    }
    World world = world(flat, behaviours);
    // What was written in another shape has another digest; the store knows the sum of the bytes.
    boolean comparable = image.format() == FORMAT && found.exact() && hasEveryColumn(flat);
    World as = comparable ? world.copy() : null;
    return new Decoded(
        world,
        () -> {
          if (as != null && !digest(as).equals(image.digest())) {
            throw new ImageException("The image's digest does not match");
          }
        });
  }

  /**
   * What the parts of a world hold.
   *
   * @param all those too that decide nothing
   */
  private static Map<String, Record> images(World world, boolean all) {
    Map<String, Record> images = new TreeMap<>();
    for (WorldPart part : world.parts().values()) {
      if (all || part.decides()) {
        images.put(part.name(), part.image());
      }
    }
    return images;
  }

  private static Flat flat(World world, Map<String, Record> parts) {
    Map<String, IntColumn> figures = new TreeMap<>();
    eachColumn((name, kind, metric) -> figures.put(name, world.figures().column(kind, metric)));
    return new Flat(
        world.seed(),
        world.inventory(),
        world.forks().image(),
        figures,
        world.jobs(),
        world.tasks(),
        world.events(),
        world.eventQueue().entries(),
        world.eventQueue().nextSerial(),
        world.random().state(),
        parts,
        world.alarms(),
        world.now(),
        world.nextOperation());
  }

  private static World world(Flat flat, List<Behaviour> behaviours) throws ImageException {
    Figures figures = new Figures();
    eachColumn(
        (name, kind, metric) -> {
          IntColumn from = flat.figures().get(name);
          CowInts to = figures.writable(kind, metric);
          for (int row = 0; from != null && row < from.size(); row++) {
            to.grow(row, from.get(row));
          }
        });
    Map<String, WorldPart> parts = new TreeMap<>();
    for (Map.Entry<String, Record> part : flat.parts().entrySet()) {
      WorldPart restored =
          behaviours.stream()
              .flatMap(behaviour -> behaviour.restore(part.getKey(), part.getValue()).stream())
              .findFirst()
              .orElseThrow(() -> new ImageException("Nobody knows the part " + part.getKey()));
      parts.put(part.getKey(), restored);
    }
    return new World(
        flat.seed(),
        flat.inventory(),
        Forks.of(flat.forks()),
        figures,
        flat.jobs(),
        flat.tasks(),
        flat.events(),
        new EventQueue(flat.eventQueue(), flat.nextSerial()),
        new RandomSource(flat.random()),
        parts,
        flat.alarms(),
        flat.now(),
        flat.nextOperation());
  }

  private static boolean hasEveryColumn(Flat flat) {
    int[] columns = {0};
    eachColumn((name, kind, metric) -> columns[0] += flat.figures().containsKey(name) ? 1 : 0);
    int[] all = {0};
    eachColumn((name, kind, metric) -> all[0]++);
    return columns[0] == all[0] && columns[0] == flat.figures().size();
  }

  private interface Column {
    void of(String name, EntityId.Kind kind, Metric metric);
  }

  private static void eachColumn(Column action) {
    for (Metric metric : Metric.values()) {
      for (EntityId.Kind kind : EntityId.Kind.values()) {
        if (metric.existsFor(kind)) {
          action.of(kind + "." + metric, kind, metric);
        }
      }
    }
  }
}
