package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.session.Session;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
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
      WeakReference<Theme> theme =
          new WeakReference<>(
              WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new Theme(session.preferences())));
      for (int i = 0; i < 200 && theme.get() != null; i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertTrue(theme.refersTo(null), "somebody holds it");
    }
  }
}
