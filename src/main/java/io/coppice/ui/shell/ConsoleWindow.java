package io.coppice.ui.shell;

import io.coppice.session.Session;
import io.coppice.ui.kit.LiveFrameGate;
import io.coppice.ui.kit.Texts;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** The window and what it is made of, from opening to closing. FX thread. */
public final class ConsoleWindow implements AutoCloseable {
  private final Stage stage;
  private final LiveFrameGate gate;
  private final Shell shell;
  private final Placement placement;
  private boolean closed;

  /** Shows a session in a stage, where the window stood last. */
  public ConsoleWindow(Stage stage, Session session, Texts texts, Shell.Parts parts) {
    this.stage = stage;
    this.gate = new LiveFrameGate(session);
    Theme theme = new Theme(session.preferences());
    this.shell = new Shell(session, gate, texts, theme, parts);
    this.placement = new Placement(session.preferences());
    Scene scene = new Scene(shell.node());
    theme.dress(scene);
    stage.setScene(scene);
    stage.setTitle(texts.get("start.title"));
    stage.setOnHiding(_ -> close());
    placement.restore(stage);
    shell.openFirst();
    stage.show();
  }

  public Shell shell() {
    return shell;
  }

  /** Keeps how the window was, and lets go of the session. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    placement.keep(stage);
    shell.keep();
    shell.close();
    gate.close();
  }
}
