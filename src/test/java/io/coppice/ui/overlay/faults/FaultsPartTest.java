package io.coppice.ui.overlay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.Backend;
import io.coppice.backend.ReadOnlySites;
import io.coppice.imported.HostFolderReader;
import io.coppice.imported.ImportedSites;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.NetworkScreens;
import io.coppice.ui.shell.Shell;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Over a site of which nobody knows the network before the test lets them. */
@ExtendWith(ApplicationExtension.class)
class FaultsPartTest {
  private final CountDownLatch known = new CountDownLatch(1);
  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(
                new MemoryStore(List.of()), (past, log) -> late(example()), SmallSite.of(1, 1)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())), List.of(), List.of()));
  }

  private static Backend example() {
    return new ImportedSites(new HostFolderReader(), name -> name)
        .open(ReadOnlySites.EXAMPLE)
        .site()
        .orElseThrow();
  }

  private Backend late(Backend site) {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (_, method, arguments) -> {
              if (method.getName().equals("network")) {
                known.await();
              }
              try {
                return method.invoke(site, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void stop() {
    known.countDown();
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @Test
  void aNetworkThatIsStillLookedThroughIsNotSaidToBeWithoutFaults() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Network("faults")));
    Label none = console.node("faults-none", Label.class);
    assertEquals(console.context().texts().get("network.faults.looking"), none.getText());
    known.countDown();
    ListView<?> faults = console.node("faults", ListView.class);
    console.until(() -> !faults.getItems().isEmpty());
  }
}
