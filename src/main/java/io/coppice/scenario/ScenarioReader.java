package io.coppice.scenario;

import io.coppice.model.EntityId.FolderId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads scenario files. A faulty file is refused whole. */
public final class ScenarioReader {
  /** A file larger than this is no scenario. */
  private static final int LARGEST = 256 << 20;

  private static final int FORMAT = 1;
  private static final SimTime START = SimTime.of(Instant.parse("2026-03-02T08:00:00Z"));

  private ScenarioReader() {}

  /** What came of reading. */
  public sealed interface Result {
    record Read(Blueprint blueprint) implements Result {}

    /** What is wrong, in the order of the file. */
    record Faulty(List<Problem> problems) implements Result {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads a file; blocks. */
  public static Result read(Path file) {
    return read(file, file.toString());
  }

  /** Likewise, naming the file otherwise in problems. */
  static Result read(Path file, String source) {
    try {
      if (Files.isDirectory(file)) {
        return faulty("scenario.directory", file);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        return read(source, in);
      }
    } catch (NoSuchFileException e) {
      return faulty("scenario.no-file", file);
    } catch (IOException e) {
      return new Result.Faulty(List.of(Problem.error("scenario.unreadable", file, e.getMessage())));
    }
  }

  private static Result faulty(String code, Object file) {
    return new Result.Faulty(List.of(Problem.error(code, file)));
  }

  /**
   * Reads a stream.
   *
   * @param source names it in problems and in the blueprint
   */
  public static Result read(String source, InputStream in) {
    LocatedJson json;
    try {
      // not by the size it is said to have: that of a device or a pipe is 0
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return faulty("scenario.too-large", source);
      }
      json = JsonParser.read(bytes);
    } catch (JsonParser.BadJson e) {
      return new Result.Faulty(List.of(e.problem(source)));
    } catch (IOException e) {
      return new Result.Faulty(
          List.of(Problem.error("scenario.unreadable", source, String.valueOf(e.getMessage()))));
    }
    ScenarioErrors errors = new ScenarioErrors(source);
    Blueprint blueprint = site(source, ScenarioObject.of(json, errors));
    return errors.any() ? new Result.Faulty(errors.problems()) : new Result.Read(blueprint);
  }

  private static Blueprint site(String source, ScenarioObject top) {
    top.number("format", FORMAT, FORMAT);
    String title = top.name("title");
    String summary = top.text("summary", "");
    long seed = top.number("seed", 0, Integer.MAX_VALUE, 1);
    SimTime start = top.clock("start").orElse(START);
    InventoryDraft draft = new InventoryDraft(seed);
    draft
        .inventory
        .datacentres()
        .add(
            new Datacentre(
                draft.datacentre,
                top.name("datacentre"),
                draft.root(Folder.Contents.HOSTS),
                draft.root(Folder.Contents.MACHINES),
                draft.root(Folder.Contents.STORAGE),
                draft.root(Folder.Contents.NETWORKS)));
    folders(top, draft);
    FabricReader fabric = new FabricReader(draft);
    ComputeReader compute = new ComputeReader(draft);
    top.sections("datastores").forEach(fabric::datastore);
    List<ScenarioObject> networks = top.sections("networks");
    networks.stream().filter(section -> !section.has("host")).forEach(fabric::network);
    top.sections("clusters").forEach(compute::cluster);
    top.sections("hosts").forEach(compute::standalone);
    networks.stream().filter(section -> section.has("host")).forEach(fabric::network);
    compute.settleUplinks();
    if (draft.inventory.hosts().size() == 0 && !top.errors().any()) {
      top.errors().add("scenario.no-hosts", top.where());
    }
    MachineReader machines = new MachineReader(draft, source, start);
    top.sections("machines").forEach(machines::read);
    List<GroupPlan> groups = new GroupReader(draft, start).read(top);
    compute.orderVApps();
    compute.settlePolicies();
    if (!top.errors().any()) {
      draft.addresses.settle(draft.inventory);
    }
    Inventory inventory = draft.inventory.freeze();
    Fabric network =
        top.section("fabric")
            .map(section -> new UnderlayReader(draft, inventory).read(section))
            .orElse(Fabric.NONE);
    top.end();
    return new Blueprint(source, title, summary, start, seed, inventory, groups, network);
  }

  private static void folders(ScenarioObject top, InventoryDraft draft) {
    top.texts("folders")
        .forEach(path -> draft.folder(Folder.Contents.MACHINES, path, top, "folders"));
    top.texts("storageFolders")
        .forEach(path -> draft.folder(Folder.Contents.STORAGE, path, top, "storageFolders"));
    for (ScenarioObject section : top.sections("datastoreClusters")) {
      FolderId id =
          draft.folder(Folder.Contents.STORAGE, section.name("folder"), section, "folder");
      DatastoreCluster.Policy otherwise = DatastoreCluster.Policy.STANDARD;
      DatastoreCluster.Policy policy =
          new DatastoreCluster.Policy(
              section.flag("automatic", otherwise.automatic()),
              section.number(
                  "spacePercent",
                  DatastoreCluster.Policy.LEAST_SPACE,
                  DatastoreCluster.Policy.MOST_SPACE,
                  otherwise.spacePercent()),
              section.number(
                  "latencyMillis",
                  DatastoreCluster.Policy.LEAST_LATENCY,
                  DatastoreCluster.Policy.MOST_LATENCY,
                  otherwise.latencyMillis()));
      section.end();
      Folder folder = draft.inventory.folders().get(id.value());
      draft
          .inventory
          .folders()
          .set(id.value(), folder.withCluster(Optional.of(new DatastoreCluster(policy))));
    }
    top.texts("networkFolders")
        .forEach(path -> draft.folder(Folder.Contents.NETWORKS, path, top, "networkFolders"));
    top.texts("hostFolders")
        .forEach(path -> draft.folder(Folder.Contents.HOSTS, path, top, "hostFolders"));
  }
}
