package io.coppice.ui.kit.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Bytes;
import io.coppice.ui.kit.Texts;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Spinner;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SizeFieldTest {
  @Start
  void start(Stage unused) {
    // The toolkit runs.
  }

  @ParameterizedTest
  @ValueSource(
      longs = {43_701_292_236L, 2_000_000 * 1024L, 1_825_361_100L, 4L << 20, 40L << 30, 62L << 40})
  void whatWasNotTouchedStaysToTheByte(long value) {
    Bytes before = new Bytes(value);
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          SizeField field =
              new SizeField("size", "Size", before, new Texts(Locale.ENGLISH), () -> {});
          assertEquals(Optional.of(before), field.bytes());
          Spinner<?> number = (Spinner<?>) field.getChildren().getFirst();
          number.increment(1);
          number.decrement(1);
          assertEquals(Optional.of(before), field.bytes(), number.getEditor().getText());
          number.getEditor().setText("7");
          assertEquals(0, field.bytes().orElseThrow().value() % (7 * Bytes.MIB));
        });
  }
}
