package io.coppice.sim.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.WorldImage;
import io.coppice.model.table.CowTable;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that were written before their class became what it is. */
class RecordEvolutionTest {
  enum ColourOld {
    RED,
    BLUE
  }

  enum ColourNew {
    GREEN,
    BLUE,
    RED
  }

  record GoneOld(int depth, ColourOld colour) {}

  record ThingOld(String name, int size, GoneOld gone, List<String> words, ColourOld colour) {}

  record ThingNew(
      ColourNew colour,
      List<String> words,
      Optional<String> note,
      boolean shown,
      ColourNew frame,
      String name,
      int size) {
    static Object absent(String component) {
      return component.equals("frame") ? ColourNew.GREEN : null;
    }
  }

  record SiteOld(CowTable<String> hosts) {}

  record SiteNew(CowTable<String> projects, CowTable<String> hosts) {}

  record BareOld(int size) {}

  record BareNew(int size, ColourNew colour) {}

  /** Reads as if the classes that end in Old were called by what ends in New. */
  private static Object readByNow(Object written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordCodec.write(written, bytes);
    String text = bytes.toString(StandardCharsets.ISO_8859_1).replace("Old", "New");
    return RecordCodec.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void componentsAreFoundByNameWhereverTheyStandAndWhatIsGoneIsDropped() throws IOException {
    ThingOld old =
        new ThingOld("disk", 7, new GoneOld(3, ColourOld.RED), List.of("a"), ColourOld.BLUE);
    assertEquals(
        new ThingNew(
            ColourNew.BLUE, List.of("a"), Optional.empty(), false, ColourNew.GREEN, "disk", 7),
        readByNow(old));
  }

  @Test
  void manyOfThemShareOneDescription() throws IOException {
    ThingOld old = new ThingOld("x", 1, new GoneOld(3, ColourOld.RED), List.of(), ColourOld.RED);
    List<?> read = (List<?>) readByNow(List.of(old, old, old));
    assertEquals(3, read.size());
    assertEquals(read.get(0), read.get(2));
  }

  @Test
  void aKindOfObjectThatThereWasNotYetHasNoObjects() throws IOException {
    CowTable<String> hosts = new CowTable<>();
    hosts.add("esx-01");
    SiteNew read = (SiteNew) readByNow(new SiteOld(hosts));
    assertEquals("esx-01", read.hosts().get(0));
    assertEquals(0, read.projects().size());
    assertEquals(0, read.projects().add("a project"), "it can be written to");
  }

  @Test
  void aGainedComponentWithoutAnythingToStandForItIsRefusedByName() {
    ImageException refused = assertThrows(ImageException.class, () -> readByNow(new BareOld(1)));
    assertTrue(refused.getMessage().contains("colour of BareNew"), refused.getMessage());
  }

  @Test
  void aRecordThatIsGoneAltogetherIsRefusedByName() {
    ImageException refused =
        assertThrows(ImageException.class, () -> readByNow(new GoneOld(1, ColourOld.RED)));
    assertTrue(refused.getMessage().contains("GoneNew"), refused.getMessage());
  }

  @Test
  void whatNoVersionWroteHasNoPlaceInThePositionalFormat() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordCodec.write(new BareOld(1), bytes);
    RecordReader reader =
        new RecordReader(
            new ImageInput(new ByteArrayInputStream(bytes.toByteArray())), new PositionalShapes());
    assertThrows(ImageException.class, () -> RecordCodec.read(reader));
  }

  @Test
  void anImageOfANewerFormatIsToldFromADamagedOne() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(1, 2));
    World world = worlds.world();
    WorldImage image = WorldCodec.encode(world);
    WorldImage newer =
        new WorldImage(
            image.nextSerial(), image.at(), image.format() + 1, image.digest(), image.bytes());
    assertThrows(
        NewerImageException.class, () -> WorldCodec.decode(newer, worlds.engine().behaviours()));
    byte[] spoilt = image.bytes().clone();
    spoilt[spoilt.length / 2] ^= 0x55;
    WorldImage damaged =
        new WorldImage(image.nextSerial(), image.at(), image.format(), image.digest(), spoilt);
    ImageException refused =
        assertThrows(
            ImageException.class, () -> WorldCodec.decode(damaged, worlds.engine().behaviours()));
    assertEquals(ImageException.class, refused.getClass());
  }

  @Test
  void everyTruncatedImageIsRefusedAndNeverHangs() {
    Worlds worlds = Worlds.of(SmallSite.of(1, 2));
    WorldImage image = WorldCodec.encode(worlds.world());
    for (int length = 0; length < image.bytes().length; length += 7) {
      byte[] cut = java.util.Arrays.copyOf(image.bytes(), length);
      WorldImage half =
          new WorldImage(image.nextSerial(), image.at(), image.format(), image.digest(), cut);
      assertThrows(
          ImageException.class, () -> WorldCodec.decode(half, worlds.engine().behaviours()));
    }
  }
}
