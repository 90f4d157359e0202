package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.OperationLog.Entry;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.Session;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a start has to say is seen in the window, until somebody says that it was read. */
class StartNoticesTest {
  private static final Blueprint SMALL = SmallSite.of(1, 2);
  private static final Blueprint FIRST =
      new Blueprint(StartResult.FIRST, "First look", "", SMALL.start(), 1, SMALL.inventory());
  private static final Messages WORDS = new Messages(Locale.ENGLISH);

  @TempDir private Path home;

  private LiveConsole console;

  @AfterEach
  void close() {
    console.close();
  }

  /** What may stand in the way, and what is said of it. */
  private enum Trouble {
    A_FILE_WHERE_THE_FOLDER_SHOULD_BE("store.unwritable"),
    A_FOLDER_WHERE_THE_DATABASE_SHOULD_BE("store.unwritable"),
    A_DAMAGED_DATABASE("store.damaged", "store.site-forgotten"),
    A_KEPT_WORLD_OF_ANOTHER_FORMAT("store.world-unreadable"),
    A_LAST_SCENARIO_THAT_IS_GONE("scenario.no-file");

    private final List<String> codes;

    Trouble(String... codes) {
      this.codes = List.of(codes);
    }

    /** Makes it, and gives the folder to start with. */
    Path make(Path home) throws IOException {
      Path folder = home.resolve("data");
      Path database = folder.resolve("coppice.db");
      switch (this) {
        case A_FILE_WHERE_THE_FOLDER_SHOULD_BE -> Files.writeString(folder, "a file");
        case A_FOLDER_WHERE_THE_DATABASE_SHOULD_BE -> Files.createDirectories(database);
        case A_DAMAGED_DATABASE -> {
          running(folder, "small", FIRST, SMALL).close();
          Files.write(database, new byte[9_000]);
        }
        case A_KEPT_WORLD_OF_ANOTHER_FORMAT ->
            kept(
                folder,
                store -> {
                  long world = store.begin("small", "Small", SMALL.start()).join();
                  var asked = new Rename(new MachineId(0), "a");
                  // Its beginning is not there, and no image to go on from.
                  store.journal(world).append(List.of(new Entry(5, SMALL.start(), asked)));
                  store.prefer("session.source", Optional.of("small")).join();
                });
        case A_LAST_SCENARIO_THAT_IS_GONE ->
            kept(folder, store -> store.prefer("session.source", Optional.of("gone")).join());
      }
      return folder;
    }
  }

  private interface Keeping {
    void in(Store store) throws IOException;
  }

  private static void kept(Path folder, Keeping keeping) throws IOException {
    try (Store store =
        assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(folder, InstantSource.system()))
            .store()) {
      keeping.in(store);
    }
  }

  private static Session running(Path folder, String scenario, Blueprint... known) {
    StartResult start =
        StartResult.of(
            new StartOptions(
                folder, Optional.ofNullable(scenario), false, Optional.empty(), Optional.empty()),
            Sessions.sims(),
            Sessions.library(known));
    return assertInstanceOf(StartResult.Running.class, start).session();
  }

  private void open(Path folder) throws TimeoutException {
    Session session = running(folder, null, FIRST, SMALL);
    console = LiveConsole.open(session, Locale.ENGLISH, theme -> Screens.all(theme, folder));
  }

  @ParameterizedTest
  @EnumSource
  void whatStartHasToSayIsSeenUntilItWasRead(Trouble trouble) throws IOException, TimeoutException {
    open(trouble.make(home));
    List<Problem> notices = console.session().notices();
    assertEquals(trouble.codes, notices.stream().map(Problem::code).toList());
    for (Problem notice : notices) {
      assertTrue(seen().contains(WORDS.what(notice)), () -> notice + " in " + seen());
      assertTrue(seen().contains(WORDS.cure(notice)), () -> notice + " in " + seen());
    }
    fx(() -> console.node("dialog-go", Button.class).fire());
    assertFalse(asked());
  }

  @Test
  void aNoticeComesBackAfterWhatTookItsPlaceAndGoesWithEscape()
      throws IOException, TimeoutException {
    open(Trouble.A_FILE_WHERE_THE_FOLDER_SHOULD_BE.make(home));
    fx(() -> console.shell().context().dialogs().confirm("Other", "question", "Yes", () -> {}));
    assertTrue(seen().contains("question"), seen()::toString);
    fx(() -> console.shell().context().dialogs().hide());
    String what = WORDS.what(console.session().notices().getFirst());
    assertTrue(seen().contains(what), seen()::toString);
    fx(
        () -> {
          Node focused = console.scene().getFocusOwner();
          focused.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
        });
    assertFalse(asked());
    fx(() -> console.shell().context().dialogs().confirm("Other", "question", "Yes", () -> {}));
    fx(() -> console.shell().context().dialogs().hide());
    assertFalse(asked(), "what was read does not come back");
  }

  private void fx(Runnable work) {
    LiveConsole.onFx(
        () -> {
          work.run();
          return null;
        });
    console.settle();
  }

  private boolean asked() {
    return LiveConsole.onFx(() -> console.node("modal", ModalPane.class).isDisplay());
  }

  /** The texts in the dialog that can be seen, and not merely somewhere in the scene. */
  private List<String> seen() {
    return LiveConsole.onFx(
        () ->
            texts(console.scene().lookup("#modal"))
                .filter(StartNoticesTest::isSeen)
                .map(Label::getText)
                .toList());
  }

  private static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible() || at.getOpacity() == 0) {
        return false;
      }
    }
    return node.getLayoutBounds().getHeight() > 0;
  }

  private static Stream<Label> texts(Node at) {
    return Stream.concat(
        at instanceof Label label ? Stream.of(label) : Stream.empty(),
        at instanceof Parent parent
            ? parent.getChildrenUnmodifiable().stream().flatMap(StartNoticesTest::texts)
            : Stream.empty());
  }
}
