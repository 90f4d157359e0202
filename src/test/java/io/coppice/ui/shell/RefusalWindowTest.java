package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class RefusalWindowTest {
  private final AtomicInteger closed = new AtomicInteger();

  @Start
  void open(Stage unused) {
    RefusalWindow.show(
        List.of(Problem.error("store.in-use", "4711", "/data")),
        new Messages(Locale.ENGLISH),
        closed::incrementAndGet);
  }

  @Test
  void whatHappenedAndWhatHelpsAreSaidAndTheButtonEndsIt(FxRobot robot) {
    List<String> said =
        robot.lookup("#refusal .label").queryAllAs(Labeled.class).stream()
            .map(Labeled::getText)
            .toList();
    assertTrue(said.getFirst().contains("4711") && said.getFirst().contains("/data"));
    assertTrue(said.get(1).contains("--data-dir"));
    Button close = robot.lookup("#refusal-close").queryButton();
    robot.interact(close::fire);
    assertEquals(1, closed.get());
  }
}
