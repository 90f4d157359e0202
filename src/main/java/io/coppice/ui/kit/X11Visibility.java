package io.coppice.ui.kit;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * Tells when other windows cover a window whole, or another desktop is shown, which X11 knows and
 * JavaFX does not pass on: the server sends {@code VisibilityNotify} and {@code UnmapNotify} to any
 * client that asks for them (X Window System Protocol, chapter 10), so a connection of our own asks
 * beside JavaFX's. It is one of libxcb, which every GTK on X11 has in memory: unlike Xlib it
 * answers errors and a lost server in return values, and ends no process over them. Under a
 * compositing manager each window has a picture of its own, and no window is ever said to be
 * covered; neither is under Wayland.
 *
 * <p>A thread of its own waits for the server's word and ends with the window.
 */
final class X11Visibility {
  /** X Window System Protocol, appendix B: event codes, masks and the first attribute's bit. */
  private static final int VISIBILITY_NOTIFY = 15;

  private static final int DESTROY_NOTIFY = 17;
  private static final int UNMAP_NOTIFY = 18;
  private static final int MAP_NOTIFY = 19;
  private static final int VISIBILITY_CHANGE = 1 << 16;
  private static final int STRUCTURE_NOTIFY = 1 << 17;
  private static final int EVENT_MASK = 1 << 11;

  /** The highest bit of a code says that another client sent it. */
  private static final int CODE = 0x7f;

  private static final int FULLY_OBSCURED = 2;

  /** Bytes of an event; where its window and its state stand. */
  private static final int EVENT = 32;

  private static final int WINDOW = 4;
  private static final int STATE = 8;

  private X11Visibility() {}

  /**
   * Begins to listen. Where nobody says what can be seen, nothing is told.
   *
   * @param stage that is shown, on the FX thread
   * @param covered told on the FX thread: whether nothing of the window can be seen, for others or
   *     another desktop
   */
  static void listen(Stage stage, Consumer<Boolean> covered) {
    OptionalLong window = id(stage);
    if (window.isPresent()) {
      Thread.ofPlatform()
          .daemon()
          .name("window-visibility")
          .start(
              () ->
                  listen(
                      (int) window.getAsLong(), is -> Platform.runLater(() -> covered.accept(is))));
    }
  }

  /** What X11 calls the window; JavaFX tells it where the command line exports it. */
  static OptionalLong id(Stage stage) {
    try {
      Class<?> type =
          Class.forName("com.sun.glass.ui.Window", true, Platform.class.getClassLoader());
      for (Object each : (Iterable<?>) type.getMethod("getWindowsClone").invoke(null)) {
        if (each.getClass().getName().equals("com.sun.glass.ui.gtk.GtkWindow")
            && stage.getTitle().equals(type.getMethod("getTitle").invoke(each))) {
          return OptionalLong.of((Long) type.getMethod("getNativeWindow").invoke(each));
        }
      }
    } catch (ReflectiveOperationException e) {
      log("JavaFX does not name its windows", e);
    }
    return OptionalLong.empty();
  }

  private static void listen(int window, Consumer<Boolean> covered) {
    try (Arena arena = Arena.ofConfined()) {
      Xcb xcb = new Xcb(arena);
      MemorySegment connection = xcb.connect();
      try {
        xcb.select(connection, window, VISIBILITY_CHANGE | STRUCTURE_NOTIFY);
        while (xcb.told(connection, window, covered)) {
          // until the window or the server is gone
        }
      } finally {
        xcb.disconnect(connection);
      }
    } catch (IllegalArgumentException e) {
      log("there is no libxcb", e);
    }
  }

  private static void log(String what, Throwable why) {
    System.getLogger(X11Visibility.class.getName()).log(System.Logger.Level.DEBUG, what, why);
  }

  /** The few functions of libxcb that are needed (xcb.h, xproto.h). */
  @SuppressWarnings("restricted") // the command line lets this module call what Java cannot check
  private static final class Xcb {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final Arena arena;
    private final MethodHandle connect;
    private final MethodHandle change;
    private final MethodHandle flush;
    private final MethodHandle wait;
    private final MethodHandle disconnect;
    private final MethodHandle free;

    Xcb(Arena arena) {
      this.arena = arena;
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = SymbolLookup.libraryLookup("libxcb.so.1", arena);
      this.connect =
          find(linker, library, "xcb_connect", FunctionDescriptor.of(POINTER, POINTER, POINTER));
      this.change =
          find(
              linker,
              library,
              "xcb_change_window_attributes",
              // its cookie is a structure of one number
              FunctionDescriptor.of(MemoryLayout.structLayout(INT), POINTER, INT, INT, POINTER));
      this.flush = find(linker, library, "xcb_flush", FunctionDescriptor.of(INT, POINTER));
      this.wait =
          find(linker, library, "xcb_wait_for_event", FunctionDescriptor.of(POINTER, POINTER));
      this.disconnect = find(linker, library, "xcb_disconnect", FunctionDescriptor.ofVoid(POINTER));
      this.free = find(linker, linker.defaultLookup(), "free", FunctionDescriptor.ofVoid(POINTER));
    }

    private static MethodHandle find(
        Linker linker, SymbolLookup library, String name, FunctionDescriptor type) {
      return linker.downcallHandle(
          library
              .find(name)
              .orElseThrow(() -> new IllegalArgumentException("libxcb has no " + name)),
          type);
    }

    /** To the display of the environment; one that failed says so at the first wait. */
    MemorySegment connect() {
      return (MemorySegment) call(connect, MemorySegment.NULL, MemorySegment.NULL);
    }

    void select(MemorySegment connection, int window, int events) {
      MemorySegment mask = arena.allocateFrom(INT, events);
      call(change, arena, connection, window, EVENT_MASK, mask);
      call(flush, connection);
    }

    /**
     * Waits for an event.
     *
     * @return false if there will be none any more
     */
    boolean told(MemorySegment connection, int window, Consumer<Boolean> covered) {
      MemorySegment event = (MemorySegment) call(wait, connection);
      if (event.equals(MemorySegment.NULL)) {
        return false;
      }
      try {
        MemorySegment it = event.reinterpret(EVENT);
        int code = it.get(ValueLayout.JAVA_BYTE, 0) & CODE;
        if (it.get(INT, WINDOW) == window) {
          switch (code) {
            case VISIBILITY_NOTIFY ->
                covered.accept(it.get(ValueLayout.JAVA_BYTE, STATE) == FULLY_OBSCURED);
            case UNMAP_NOTIFY -> covered.accept(true);
            case MAP_NOTIFY -> covered.accept(false);
            default -> {
              // it was moved or sized
            }
          }
        }
        // 0 is an error: the window was gone before it could be asked about
        return code != 0 && code != DESTROY_NOTIFY;
      } finally {
        call(free, event);
      }
    }

    void disconnect(MemorySegment connection) {
      call(disconnect, connection);
    }

    private static Object call(MethodHandle function, Object... with) {
      try {
        return function.invokeWithArguments(with);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e); // functions of C throw nothing
      }
    }
  }
}
