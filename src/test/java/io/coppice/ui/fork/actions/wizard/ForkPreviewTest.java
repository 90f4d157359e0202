package io.coppice.ui.fork.actions.wizard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ForkPreviewTest {
  private static final MachineId SOURCE = new MachineId(1);

  private static String names(Worlds worlds, int count) {
    Texts texts = new Texts(Locale.ENGLISH);
    return ForkPreview.of(
            worlds.snapshot(),
            SOURCE,
            ForkSpec.of(count, "web-#"),
            texts,
            new Format(Locale.ENGLISH))
        .orElseThrow()
        .names();
  }

  @Test
  void childrenAreNumberedBehindThoseThatAreThereOrAskedFor() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    assertEquals("web-1, web-2, web-3", names(worlds, 3));
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    worlds.run(new Fork(SOURCE, ForkSpec.of(2, "web-#")));
    assertEquals("web-3, web-4", names(worlds, 2));
    for (int i = 0; i < 9; i++) {
      worlds.start(new Fork(SOURCE, ForkSpec.of(2, "web-#")));
    }
    assertEquals("web-21", names(worlds, 1));
  }
}
