package io.coppice.ui.overlay.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.ui.overlay.compare.MtuPlan.Line;
import io.coppice.ui.overlay.compare.MtuPlan.Wish;
import io.coppice.wire.tunnel.TunnelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtuPlanTest {
  private static Line line(Wish wish, Encapsulation as, boolean v6) {
    return MtuPlan.of(wish).stream()
        .filter(it -> it.as() == as && it.outerV6() == v6)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "VXLAN,false,1550,1450",
    "VXLAN,true,1570,1430",
    "NVGRE,false,1542,1458",
    "NVGRE,true,1562,1438",
    "STT,false,1572,1428",
    "GENEVE,true,1570,1430"
  })
  void theUnderlayNeedsWhatTheHeadersAdd(Encapsulation as, boolean v6, int needed, int largest) {
    Line line = line(new Wish(1500, 1500, false, 0, false), as, v6);
    assertEquals(needed, line.needed());
    assertEquals(largest, line.largest());
    assertEquals(needed + 14, line.frame());
    assertFalse(line.fits());
    assertTrue(line(new Wish(1500, needed, false, 0, false), as, v6).fits());
    assertFalse(line(new Wish(1500, needed - 1, false, 0, false), as, v6).fits());
  }

  @Test
  void tagsAndGenevesOptionsTakeTheirBytes() {
    Wish wish = new Wish(1500, 9000, true, 12, true);
    assertEquals(1550 + 4 + 12, line(wish, Encapsulation.GENEVE, false).needed());
    assertEquals(1550 + 4, line(wish, Encapsulation.VXLAN, false).needed());
    assertEquals(1550 + 4 + 18, line(wish, Encapsulation.VXLAN, false).frame());
    assertFalse(Wish.isOptions(6));
    assertFalse(Wish.isOptions(256));
  }

  @Test
  void thePlanAgreesWithThePacketsThatAreReallyMade() {
    for (TunnelKind kind : TunnelKind.values()) {
      for (boolean v6 : new boolean[] {false, true}) {
        int made = kind.innerMtu(1500, v6);
        Wish wish = new Wish(1500, 1500, false, 0, false);
        assertEquals(made, line(wish, Encapsulation.valueOf(kind.name()), v6).largest());
      }
    }
  }
}
