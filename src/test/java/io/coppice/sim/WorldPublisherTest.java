package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.coppice.model.Problem;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorldPublisherTest {
  @Test
  void whatIsWrongInTheNetworkIsTheSameListAsLongAsNothingElseIsWrong() {
    World world = Worlds.of(SmallSite.of(2, 4)).world();
    WorldPublisher publisher = new WorldPublisher(world);
    List<Problem> network = List.of(Problem.error("fault.switch-down", "leaf-01a"));
    publisher.publish(world, Optional.empty(), network);
    List<Problem> once = publisher.snapshot().alarms();
    assertEquals(network.getFirst(), once.getFirst());
    publisher.publish(world, Optional.empty(), network);
    assertSame(once, publisher.snapshot().alarms());
    publisher.publish(world, Optional.empty(), List.of());
    assertEquals(once.size() - 1, publisher.snapshot().alarms().size());
  }
}
