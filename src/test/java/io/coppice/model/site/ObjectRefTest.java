package io.coppice.model.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.coppice.model.EntityId.MachineId;
import org.junit.jupiter.api.Test;

class ObjectRefTest {
  private static final MachineId MACHINE = new MachineId(7);

  @Test
  void oneIdAtTwoSitesIsTwoObjects() {
    assertNotEquals(new ObjectRef("first", MACHINE), new ObjectRef("second", MACHINE));
  }

  @Test
  void anObjectOfTheShownSiteKeepsItsSiteOnceThatIsNoted() {
    ObjectRef noted = ObjectRef.shown(MACHINE).at("first");
    assertEquals(new ObjectRef("first", MACHINE), noted);
    assertEquals(noted, noted.at("second"));
  }
}
