package io.coppice.ui.fork.elastic;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.shell.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The load an elastic policy is asked to follow. */
@ExtendWith(ApplicationExtension.class)
class LoadFieldsTest {
  @TempDir Path folder;

  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.inMemory(SmallSite.of(1, 2)),
            Locale.ENGLISH,
            new Shell.Parts(List.of(), List.of(), List.of()));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @ParameterizedTest
  @CsvSource({
    "'minute,requests\n1,ten\n', Line 2",
    "'minute,requests\n', no counts",
    "'1,5\n2,-3\n', Line 2"
  })
  void aTraceThatIsNoneIsRefusedAndSaysWhere(String text, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("load.csv"), text);
    LoadFields fields =
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> new LoadFields(console.context(), () -> {}));
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> fields.load(file.toFile()));
    console.until(() -> fields.missing().contains(said));
    assertTrue(fields.missing().contains("load.csv"), fields.missing());
  }

  @ParameterizedTest
  @CsvSource({"none.csv", "."})
  void aFileThatCannotBeReadIsNamed(String name) {
    LoadFields fields =
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> new LoadFields(console.context(), () -> {}));
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> fields.load(folder.resolve(name).toFile()));
    console.until(() -> fields.missing().contains("cannot be read"));
  }

  /** It has no size, and no end. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsReadOnlyUpToTheLimit() {
    LoadFields fields =
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> new LoadFields(console.context(), () -> {}));
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> fields.load(new File("/dev/zero")));
    console.until(() -> fields.missing().contains("zero"));
    assertFalse(fields.missing().contains("OutOfMemory"), fields.missing());
    assertTrue(fields.missing().contains("525"), fields.missing());
  }
}
