package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.Capability;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Outcome;
import io.coppice.backend.ReadOnlySites;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Severity;
import io.coppice.model.overlay.NetworkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedSitesTest {
  private static final String LINK =
      """
      [{"ifindex":2,"ifname":"eth0","flags":["UP","LOWER_UP"],"mtu":1500,"link_type":"ether",
        "address":"02:00:00:00:00:01"}]
      """;

  private final ReadOnlySites sites =
      new ImportedSites(new HostFolderReader(), name -> "Imported: " + name);

  @TempDir private Path folder;

  private NetworkState read(Path from) {
    return new HostFolderReader().read(from).state();
  }

  @Test
  void theExampleIsASiteOfOverlaysOnlyWithItsFaultsAsAlarms() {
    try (Backend site = sites.open(ReadOnlySites.EXAMPLE).site().orElseThrow()) {
      assertEquals("Imported: example-fabric.zip", site.name());
      assertEquals(Set.of(Capability.OVERLAYS), site.capabilities());
      assertEquals(Optional.empty(), site.time());
      NetworkState network = site.network(site.snapshot()).orElseThrow();
      assertFalse(network.segments().isEmpty());
      assertEquals(
          4, site.snapshot().alarms().stream().filter(a -> a.severity() == Severity.ERROR).count());
    }
  }

  @Test
  void everyOperationIsRefusedWithTheReason() {
    try (Backend site = sites.open(ReadOnlySites.EXAMPLE).site().orElseThrow()) {
      PowerOn operation = new PowerOn(new MachineId(0));
      assertFalse(site.preflight(operation, site.snapshot()).passes());
      Outcome outcome = site.submit(List.of(operation)).toCompletableFuture().join().getFirst();
      Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outcome);
      assertEquals("site.no-operations", refused.problems().getFirst().code());
    }
  }

  @Test
  void whatHoldsNoHostsIsNoSite() {
    assertTrue(sites.open(ReadOnlySites.SCHEME + folder).site().isEmpty());
    assertFalse(sites.open(ReadOnlySites.SCHEME + folder).problems().isEmpty());
    assertTrue(sites.open(ReadOnlySites.SCHEME + folder.resolve("gone")).site().isEmpty());
    assertTrue(sites.open(ReadOnlySites.SCHEME + "\0").site().isEmpty());
  }

  @Test
  void theTimeOfCollectionIsThatOfTheFilesAndNotOfTheirCopy() throws IOException {
    Instant then = Instant.parse("2024-03-05T10:20:30Z");
    Path file = folder.resolve("h1.json");
    Files.writeString(file, LINK);
    Files.setLastModifiedTime(file, FileTime.from(then));
    assertEquals(Optional.of(then), read(folder).collected());
  }

  @Test
  void anArchiveKeepsTheTimeOfItsFiles() {
    Backend site = sites.open(ReadOnlySites.EXAMPLE).site().orElseThrow();
    Instant told = site.network(site.snapshot()).orElseThrow().collected().orElseThrow();
    assertTrue(told.isBefore(Instant.parse("2026-11-30T00:00:00Z")), told.toString());
    site.close();
  }

  @Test
  void whatTheCollectingScriptSaysOfItsTimeCountsMoreThanTheFiles() throws IOException {
    Files.writeString(
        folder.resolve("h1.txt"),
        """
        # coppice host h1
        # coppice collected 2025-01-02T03:04:05Z
        # coppice answer ip -d -s -j link show
        """
            + LINK
            + """
            # coppice host h2
            # coppice collected some day
            # coppice answer ip -d -s -j link show
            """
            + LINK);
    NetworkState network = read(folder);
    assertEquals(Optional.of(Instant.parse("2025-01-02T03:04:05Z")), network.collected());
    assertTrue(network.node("h2").isPresent());
  }
}
