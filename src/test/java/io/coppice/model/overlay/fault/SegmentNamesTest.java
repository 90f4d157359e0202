package io.coppice.model.overlay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.overlay.Encapsulation;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How many segments are named in few words. */
class SegmentNamesTest {
  private final TreeSet<SegmentNames.Id> segments = new TreeSet<>();

  private void add(Encapsulation encapsulation, long first, long last) {
    for (long id = first; id <= last; id++) {
      segments.add(new SegmentNames.Id(encapsulation, id));
    }
  }

  @Test
  void oneIsNamedWhole() {
    add(Encapsulation.STT, -1, -1);
    assertEquals("STT 18446744073709551615", SegmentNames.of(segments));
  }

  @Test
  void runsAreToldByTheirEnds() {
    add(Encapsulation.VXLAN, 5001, 5040);
    add(Encapsulation.VXLAN, 6000, 6000);
    add(Encapsulation.GENEVE, 7, 8);
    assertEquals("VXLAN 5001-5040, 6000, Geneve 7-8", SegmentNames.of(segments));
  }

  @Test
  void ofWhatIsLeftTheCountIsTold() {
    for (int id = 1; id < 40; id += 2) {
      add(Encapsulation.VXLAN, id, id);
    }
    assertEquals("VXLAN 1, 3, 5, 7, … (+16)", SegmentNames.of(segments));
  }
}
