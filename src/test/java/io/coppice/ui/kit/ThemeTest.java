package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.session.Session;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ThemeTest {
  /** The platform's preferences outlive every window, and must not hold what was shown in one. */
  @Test
  void aThemeThatNobodyUsesIsForgotten() throws InterruptedException {
    try (Session session = Sessions.inMemory(SmallSite.of(1, 1))) {
      ReferenceQueue<Theme> forgotten = new ReferenceQueue<>();
      WeakReference<Theme> theme =
          new WeakReference<>(
              WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new Theme(session.preferences())),
              forgotten);
      for (int i = 0; i < 100 && !theme.refersTo(null); i++) {
        System.gc();
        forgotten.remove(50);
      }
      assertTrue(theme.refersTo(null), "somebody holds it");
    }
  }
}
