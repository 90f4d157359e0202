package io.coppice.ui.overlay.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.overlay.compare.EncapsulationComparison.Answer;
import io.coppice.ui.overlay.compare.EncapsulationComparison.Question;
import io.coppice.wire.tunnel.TunnelKind;
import org.junit.jupiter.api.Test;

class EncapsulationComparisonTest {
  private static Answer of(TunnelKind kind, Question question) {
    return EncapsulationComparison.of(question).stream()
        .filter(answer -> answer.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSuperFrameCostsWhatWasCountedByHand() {
    Question question = new Question(65_423, 1500, false, false, 5001);
    assertEquals(45, of(TunnelKind.STT, question).packets());
    assertEquals(67_925, of(TunnelKind.STT, question).bytes());
    assertEquals(47, of(TunnelKind.NVGRE, question).packets());
    assertEquals(69_935, of(TunnelKind.NVGRE, question).bytes());
    assertEquals(47, of(TunnelKind.VXLAN, question).packets());
    assertEquals(70_311, of(TunnelKind.VXLAN, question).bytes());
    assertEquals(70_311, of(TunnelKind.GENEVE, question).bytes());
  }

  @Test
  void theMtuToSetIsToldForBothWays() {
    Question four = new Question(1400, 1500, false, false, 5001);
    assertEquals(1450, of(TunnelKind.VXLAN, four).innerMtu());
    assertEquals(1550, of(TunnelKind.VXLAN, four).underlayMtu());
    assertEquals(1458, of(TunnelKind.NVGRE, four).innerMtu());
    assertEquals(1428, of(TunnelKind.STT, four).innerMtu());
    Question six = new Question(1400, 1500, true, false, 5001);
    assertEquals(1430, of(TunnelKind.VXLAN, six).innerMtu());
    assertEquals(1438, of(TunnelKind.NVGRE, six).innerMtu());
  }

  @Test
  void anOuterTagCostsFourBytesAPacketAndNoMtu() {
    Question plain = new Question(65_423, 1500, false, false, 5001);
    Question tagged = new Question(65_423, 1500, false, true, 5001);
    for (TunnelKind kind : TunnelKind.values()) {
      Answer one = of(kind, plain);
      Answer other = of(kind, tagged);
      assertEquals(one.packets(), other.packets(), kind.toString());
      assertEquals(one.bytes() + 4L * one.packets(), other.bytes(), kind.toString());
    }
  }

  @Test
  void anIdThatDoesNotFitIsToldAndTheRestIsStillCompared() {
    Question question = new Question(100, 1500, false, false, 1L << 40);
    assertTrue(of(TunnelKind.STT, question).idAllowed());
    assertFalse(of(TunnelKind.VXLAN, question).idAllowed());
    assertEquals(1, of(TunnelKind.VXLAN, question).packets());
  }
}
