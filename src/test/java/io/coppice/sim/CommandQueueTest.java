package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
  private final CommandQueue queue = new CommandQueue("North");
  private boolean ends;

  @Test
  void commandsRunInOrder() throws InterruptedException {
    List<Integer> ran = new ArrayList<>();
    queue.tell(() -> ran.add(1));
    queue.tell(() -> ran.add(2));
    assertTrue(queue.run(0, () -> false));
    assertFalse(queue.run(0, () -> false));
    assertEquals(List.of(1, 2), ran);
  }

  @Test
  void whoAskedBehindTheEndGetsAnAnswer() throws InterruptedException {
    queue.tell(() -> ends = true);
    CompletableFuture<String> behind = queue.ask(() -> "answer");
    queue.run(0, () -> ends);
    assertFalse(behind.isDone());
    queue.end();
    assertEquals("answer", behind.join());
  }

  @Test
  void whoAsksAfterTheEndIsToldThatNobodyIsThere() {
    queue.end();
    CompletionException thrown =
        assertThrows(CompletionException.class, queue.ask(() -> "answer")::join);
    assertInstanceOf(IllegalStateException.class, thrown.getCause());
    assertTrue(thrown.getCause().getMessage().contains("North"));
  }

  @Test
  void aQuestionThatFailsHurtsNobodyElse() throws InterruptedException {
    CompletableFuture<String> failing =
        queue.ask(
            () -> {
              throw new IllegalArgumentException("no");
            });
    CompletableFuture<String> next = queue.ask(() -> "answer");
    queue.run(0, () -> false);
    assertThrows(CompletionException.class, failing::join);
    assertEquals("answer", next.join());
  }
}
