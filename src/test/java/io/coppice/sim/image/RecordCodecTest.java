package io.coppice.sim.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Operation;
import io.coppice.backend.SiteEvent;
import io.coppice.model.inventory.Tag;
import io.coppice.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {
  static Stream<Class<?>> everyOperation() {
    return Samples.recordsOf(Operation.class).stream();
  }

  private static byte[] write(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordCodec.write(value, bytes);
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException {
    return RecordCodec.read(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void everyOperationReadsBackAsItWas(Class<?> type) throws IOException {
    Samples samples = new Samples(type.getName().hashCode());
    for (int i = 0; i < 30; i++) {
      Object operation = samples.of(type);
      assertEquals(operation, read(write(operation)));
    }
  }

  /** Two records that have one list, and something of their own behind it. */
  private record Ending(long number, List<String> names, Object tail) {}

  @Test
  void twoRecordsWrittenTogetherHaveTheBytesOfEach() throws IOException {
    List<String> names = List.of("a", "b", "a");
    for (List<Object> tails :
        List.of(
            List.<Object>of(List.of("b", "c", new Tag("c", "x")), Optional.of("c")),
            List.<Object>of(Optional.of(names), Optional.of(names)),
            List.<Object>of(new Tag("b", "a"), new Tag("b", "a")))) {
      Ending one = new Ending(7, names, tails.getFirst());
      Ending other = new Ending(7, names, tails.getLast());
      ByteArrayOutputStream ofOne = new ByteArrayOutputStream();
      ByteArrayOutputStream ofOther = new ByteArrayOutputStream();
      RecordCodec.writeBoth(one, ofOne, other, ofOther);
      assertArrayEquals(write(one), ofOne.toByteArray());
      assertArrayEquals(write(other), ofOther.toByteArray());
    }
  }

  /** Gives a few bytes at a time, as a stream may. */
  private static InputStream inParts(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int at, int length) throws IOException {
        return super.read(into, at, Math.min(length, 1 + random.nextInt(50_000)));
      }
    };
  }

  @Test
  void whatIsLargerThanABufferReadsBackInWhateverPartsItComes() throws IOException {
    Random random = new Random(3);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[random.nextInt(150_000)];
      random.nextBytes(bytes);
      values.add(HexFormat.of().formatHex(bytes) + "ä€" + i);
      values.add(random.nextLong());
      values.add(random.nextDouble());
    }
    byte[] written = write(values);
    assertEquals(values, RecordCodec.read(inParts(written, random)));
    for (int i = 0; i < 40; i++) {
      byte[] cut = Arrays.copyOf(written, random.nextInt(written.length));
      assertThrows(ImageException.class, () -> RecordCodec.read(inParts(cut, random)));
    }
  }

  @Test
  void numbersReadBackAtTheirEdges() throws IOException {
    List<Object> edges =
        List.of(
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            -1,
            0,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -1L,
            -0.0,
            Double.NaN,
            Double.MIN_VALUE,
            true,
            false,
            Optional.of(Optional.empty()));
    assertEquals(edges, read(write(edges)));
  }

  @Test
  void arraysReadBack() throws IOException {
    assertArrayEquals(new int[] {3, -4, 1 << 30}, (int[]) read(write(new int[] {3, -4, 1 << 30})));
    assertArrayEquals(new long[] {1L << 62}, (long[]) read(write(new long[] {1L << 62})));
    assertArrayEquals(new short[] {-1, 300}, (short[]) read(write(new short[] {-1, 300})));
    assertArrayEquals(new byte[] {-1, 7}, (byte[]) read(write(new byte[] {-1, 7})));
  }

  @Test
  void equalSetsAndMapsGiveEqualBytesWhateverTheirOrder() throws IOException {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tags.add(new Tag("env", "t" + i));
    }
    Set<Tag> forwards = new LinkedHashSet<>(tags);
    Map<String, Integer> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.name(), tag.name().length()));
    Collections.reverse(tags);
    Map<String, Integer> other = new LinkedHashMap<>();
    tags.forEach(tag -> other.put(tag.name(), tag.name().length()));
    assertArrayEquals(write(forwards), write(new LinkedHashSet<>(tags)));
    assertArrayEquals(write(map), write(other));
  }

  @Test
  void whatItDoesNotKnowIsRefusedWhenWriting() {
    assertThrows(IllegalArgumentException.class, () -> write(new Object()));
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = write(new Samples(5).of(SiteEvent.class));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(ImageException.class, () -> read(cut));
    }
  }

  @Test
  void spoiltBytesEndInAnImageExceptionOrAnotherValueAndNeverHang() throws IOException {
    Random random = new Random(11);
    byte[] good = write(List.of(new Samples(5).of(SiteEvent.class), new int[100]));
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      refused += isRefused(bad) ? 1 : 0;
    }
    assertTrue(refused > 0 && refused < 20_000, refused + " were refused");
  }

  @Test
  void whatBeginsWithNoTagIsRefused() {
    for (int first = ValueTag.ALL.length; first < 256; first++) {
      assertTrue(isRefused(new byte[] {(byte) first, 0, 0, 0}), "a value of kind " + first);
    }
    assertTrue(isRefused(new byte[0]));
  }

  /** What is not refused is a value, which is to say that it reads back as what was read. */
  @Test
  void rubbishIsRefusedUnlessItHappensToSayAValue() throws IOException {
    Random random = new Random(12);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] rubbish = new byte[random.nextInt(1, 64)];
      random.nextBytes(rubbish);
      rubbish[0] = (byte) random.nextInt(ValueTag.ALL.length);
      if (isRefused(rubbish)) {
        refused++;
      } else {
        byte[] again = write(read(rubbish));
        assertArrayEquals(again, write(read(again)));
      }
    }
    // Seven of the kinds are whole with their tag and a number, whatever follows.
    assertTrue(refused > 10_000 && refused < 16_000, refused + " of 20,000 were refused");
  }

  @Test
  void aLengthIsBelievedOnlyAsFarAsBytesFollow() throws IOException {
    for (Object value : List.of(new int[3], new long[3], new byte[3], new short[3])) {
      byte[] bytes = write(value);
      bytes[1] = (byte) 0x7F;
      assertTrue(isRefused(bytes), value.getClass().getSimpleName());
    }
  }

  /** Whether the bytes are told to be no image; another failure is a mistake. */
  private static boolean isRefused(byte[] bytes) {
    try {
      read(bytes);
      return false;
    } catch (ImageException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError("only image exceptions", e);
    }
  }
}
