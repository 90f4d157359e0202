package io.coppice.sim.ops.alarm;

import io.coppice.model.Problem;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Guests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Guests that stopped by themselves while their machine runs on. vSphere HA notices such by the
 * heartbeats of VMware Tools that fail to come (vSphere Availability, "VM and Application
 * Monitoring"), and would reset the machine; here a person does.
 */
final class GuestAlarms {
  private GuestAlarms() {}

  static void of(Inventory inventory, Guests guests, List<Problem> alarms) {
    for (GuestState guest : guests.panicked()) {
      Machine machine = inventory.machine(guest.machine());
      if (machine != null && machine.isOn()) {
        Instant since = guest.panicked().orElseThrow().instant().truncatedTo(ChronoUnit.SECONDS);
        alarms.add(
            Problem.error("alarm.guest-panicked", machine.id(), machine.name(), since.toString()));
      }
    }
  }
}
