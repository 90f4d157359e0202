package io.coppice.sim.console;

import io.coppice.backend.Consoles;
import io.coppice.backend.Operation;
import io.coppice.display.server.Pipe;
import io.coppice.display.server.RfbServer;
import io.coppice.model.EntityId.MachineId;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The screens of one simulated site: made when the first viewer comes, gone with the last. */
public final class GuestConsoles implements Consoles, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GuestConsoles.class.getName());

  /** What waits on its way to a viewer: enough for a small picture, or some rows of a whole one. */
  private static final int WHOLE_BUFFER = 64 * 1024;

  private static final int SMALL_BUFFER = 512;
  private static final int KEYS_BUFFER = 512;

  private final Supplier<PublishedWorld> newest;
  private final Function<Operation, CompletionStage<?>> submit;
  private final Map<MachineId, GuestScreen> screens = new ConcurrentHashMap<>();
  private final Set<RfbServer> servers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param newest the world as it was last published
   * @param submit asks the site for what is typed
   */
  public GuestConsoles(
      Supplier<PublishedWorld> newest, Function<Operation, CompletionStage<?>> submit) {
    this.newest = newest;
    this.submit = submit;
  }

  @Override
  public ByteChannel open(MachineId machine, int width, int height) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (newest.get().snapshot().inventory().machine(machine) == null) {
      throw new IOException("there is no machine " + machine);
    }
    Pipe pipe = new Pipe(KEYS_BUFFER, width == WHOLE ? WHOLE_BUFFER : SMALL_BUFFER);
    GuestScreen screen =
        screens.compute(
            machine,
            (id, there) -> {
              GuestScreen now = there == null ? new GuestScreen(id, newest, submit) : there;
              now.enter();
              return now;
            });
    RfbServer server = new RfbServer(pipe.far(), screen, width, height);
    servers.add(server);
    Thread.ofVirtual().name("console of " + machine).start(() -> serve(server, machine));
    return pipe.near();
  }

  private void serve(RfbServer server, MachineId machine) {
    try {
      server.run();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the console of " + machine + " ended", e);
    } finally {
      servers.remove(server);
      screens.computeIfPresent(machine, (_, screen) -> screen.leave() ? null : screen);
    }
  }

  @Override
  public Optional<ScreenText> text(MachineId machine) {
    if (newest.get().snapshot().inventory().machine(machine) == null) {
      return Optional.empty();
    }
    GuestScreen live = screens.get(machine);
    GuestScreen screen = live == null ? new GuestScreen(machine, newest, submit) : live;
    return screen
        .page()
        .text()
        .map(
            frame ->
                new ScreenText(
                    frame.text(), frame.columns(), frame.cursorRow(), frame.cursorColumn()));
  }

  /** A newer world was published; the world's thread. */
  public void published() {
    screens.values().forEach(GuestScreen::published);
  }

  /** How many machines somebody looks at. */
  int screens() {
    return screens.size();
  }

  /** Ends every session. */
  @Override
  public void close() {
    closed = true;
    for (RfbServer server : servers) {
      try {
        server.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "a console does not close", e);
      }
    }
  }
}
