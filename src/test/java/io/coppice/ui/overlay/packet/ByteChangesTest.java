package io.coppice.ui.overlay.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ByteChangesTest {
  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int one : set) {
      bits.set(one);
    }
    return bits;
  }

  @Test
  void aChangedByteIsMarkedWhereItStands() {
    assertEquals(bits(1), ByteChanges.of(new byte[] {1, 2, 3}, new byte[] {1, 9, 3}));
  }

  @Test
  void whatWasPutInFrontIsNewAndTheRestIsNot() {
    assertEquals(bits(0, 1), ByteChanges.of(new byte[] {1, 2, 3}, new byte[] {7, 7, 1, 2, 3}));
  }

  @Test
  void whatWasTakenAwayInFrontLeavesNothingMarked() {
    assertEquals(bits(), ByteChanges.of(new byte[] {7, 7, 1, 2, 3}, new byte[] {1, 2, 3}));
  }
}
