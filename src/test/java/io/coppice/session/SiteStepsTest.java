package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.backend.Backend;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Outcome;
import io.coppice.model.EntityId.MachineId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.FakeSite;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a site that does at once what it is asked, and says so when the test lets it. */
class SiteStepsTest {
  private static final MachineId VM = new MachineId(0);

  private final Deque<Runnable> answers = new ArrayDeque<>();
  private final LiveSession session =
      Sessions.over(
          new MemoryStore(List.of()),
          (past, log) -> slow(new FakeSite(past, log)),
          SmallSite.of(2, 12));

  @AfterEach
  void close() {
    session.close();
  }

  private Backend slow(FakeSite site) {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(site, arguments);
                return method.getName().equals("submit")
                    ? later((CompletionStage<?>) answer)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private <T> CompletionStage<T> later(CompletionStage<T> answer) {
    CompletableFuture<T> later = new CompletableFuture<>();
    answers.add(() -> later.complete(answer.toCompletableFuture().join()));
    return later;
  }

  private void answerAll() {
    while (!answers.isEmpty()) {
      answers.remove().run();
    }
  }

  private void rename(String name) {
    session.submit("Name it " + name, List.of(new Rename(VM, name)));
  }

  private String name() {
    return session.site().snapshot().inventory().machine(VM).name();
  }

  private static Outcome outcome(CompletionStage<List<Outcome>> asked) {
    return asked.toCompletableFuture().join().getFirst();
  }

  @Test
  void undoAskedForTwiceAtOnceTakesBackTwoSteps() {
    rename("one");
    answerAll();
    rename("two");
    answerAll();
    var first = session.undo();
    var second = session.undo();
    answerAll();
    assertInstanceOf(Outcome.Accepted.class, outcome(first));
    assertInstanceOf(Outcome.Accepted.class, outcome(second));
    assertEquals("vm-000", name());
  }

  @Test
  void undoAskedForBeforeAStepIsAnsweredTakesBackThatStep() {
    rename("one");
    answerAll();
    rename("two");
    var undo = session.undo();
    assertFalse(undo.toCompletableFuture().isDone());
    answerAll();
    assertInstanceOf(Outcome.Accepted.class, outcome(undo));
    assertEquals("one", name());
    assertEquals(Optional.of("Name it two"), session.undoState().redo());
  }
}
