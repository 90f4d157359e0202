package io.coppice.display.server;

import io.coppice.display.Area;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.stream.ByteOutput;
import io.coppice.display.stream.ProtocolException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The writing side of a viewer's session: what was sent, what is wanted, and, while there is
 * something to say, a thread that says it. Whatever a viewer asks for is told by the reading
 * thread.
 */
final class ScreenSender {
  private static final int CONTINUOUS_UPDATES = 150;
  private static final int FENCE = 248;

  /** Fences that a viewer may ask for before one is answered. */
  private static final int MOST_FENCES = 1024;

  private final ServedScreen screen;
  private final int boxWidth;
  private final int boxHeight;
  private final ByteOutput out;
  private final UpdateWriter writer;
  private PixelWriter format;
  private List<Encoding> offered = List.of();
  private final Deque<Fence> fences = new ArrayDeque<>();
  private boolean toldKeys;
  private boolean toldContinuous;
  private boolean toldFences;
  private boolean continuous;
  private boolean stopped;
  private ServedFrame sent;
  private String name;
  private boolean asked;
  private boolean whole;
  private boolean changed;
  private boolean writing;
  private boolean ended;

  /**
   * Nothing sent yet.
   *
   * @param boxWidth of the box that what is sent must fill with one of its sides, in pixels
   */
  ScreenSender(ByteOutput out, ServedScreen screen, int boxWidth, int boxHeight) {
    this.out = out;
    this.screen = screen;
    this.boxWidth = boxWidth;
    this.boxHeight = boxHeight;
    writer = new UpdateWriter(out, boxWidth < RfbServer.WHOLE || boxHeight < RfbServer.WHOLE);
  }

  /** A fence to be answered, or one of ours. */
  record Fence(int flags, byte[] payload) {
    static final int REQUEST = 1 << 31;
  }

  /** What the screen shows now, as small as the viewer wants it. */
  ServedFrame frame() {
    ServedFrame whole = screen.frame();
    int by = Math.max(whole.width() / boxWidth, whole.height() / boxHeight);
    return by > 1 ? new ShrunkFrame(whole, by) : whole;
  }

  /** By what both sides of the screen were divided in what was sent last. */
  synchronized int shrunk() {
    return sent instanceof ShrunkFrame small ? small.by() : 1;
  }

  synchronized void begin(ServedFrame first) throws IOException {
    sent = first;
    whole = true;
    name = screen.name();
    format =
        PixelWriter.read(
            new DataInputStream(new java.io.ByteArrayInputStream(PixelFormat.OWN.toBytes())));
  }

  synchronized void setFormat(PixelWriter other) {
    format = other;
    whole = true;
  }

  synchronized void setEncodings(List<Encoding> those) {
    offered = those;
    wake();
  }

  /** "EnableContinuousUpdates Message"; a request for a part is answered with the whole. */
  synchronized void setContinuous(boolean on) {
    stopped |= continuous && !on;
    continuous = on;
    wake();
  }

  synchronized void answer(Fence fence) throws ProtocolException {
    if (fences.size() >= MOST_FENCES) {
      throw new ProtocolException("more than " + MOST_FENCES + " fences at once");
    }
    fences.add(fence);
    wake();
  }

  synchronized void asked(boolean changesOnly) {
    asked = true;
    whole |= !changesOnly;
    wake();
  }

  synchronized void changed() {
    changed = true;
    wake();
  }

  synchronized void end() {
    ended = true;
    if (!writing) {
      writer.close();
    }
  }

  /** Something happened: begins to write, unless that is under way or nothing is to be said. */
  private void wake() {
    if (!writing && !ended && isDue()) {
      writing = true;
      Thread.ofVirtual().name("screen of " + screen.name()).start(this::write);
    }
  }

  private void write() {
    try {
      while (goesOn()) {
        signal();
        synchronized (this) {
          if (!isUpdateDue()) {
            continue;
          }
          changed = false;
        }
        update();
      }
    } catch (IOException _) {
      // the viewer went: the reading side ends too
      end();
      goesOn();
    }
  }

  private synchronized boolean goesOn() {
    writing = !ended && isDue();
    if (ended) {
      writer.close();
    }
    return writing;
  }

  private boolean isDue() {
    return hasSignals() || isUpdateDue();
  }

  private boolean isUpdateDue() {
    return (asked || continuous) && (whole || changed || hasNews());
  }

  private boolean hasSignals() {
    return stopped
        || !fences.isEmpty()
        || !toldContinuous && offered.contains(Encoding.CONTINUOUS_UPDATES)
        || !toldFences && offered.contains(Encoding.FENCE);
  }

  /** Says what is not an update: what can be done here, what was asked for, what ended. */
  private void signal() throws IOException {
    List<Fence> answers;
    boolean ends;
    synchronized (this) {
      if (!hasSignals()) {
        return;
      }
      answers = new ArrayList<>(fences);
      fences.clear();
      if (!toldFences && offered.contains(Encoding.FENCE)) {
        toldFences = true;
        answers.add(new Fence(Fence.REQUEST, new byte[0]));
      }
      ends = stopped || !toldContinuous && offered.contains(Encoding.CONTINUOUS_UPDATES);
      stopped = false;
      toldContinuous |= ends;
    }
    for (Fence each : answers) {
      out.u8(FENCE).u8(0).u16(0).s32(each.flags()).u8(each.payload().length);
      out.bytes(each.payload());
    }
    if (ends) {
      out.u8(CONTINUOUS_UPDATES);
    }
    out.flush();
  }

  private boolean hasNews() {
    return !toldKeys && offered.contains(Encoding.QEMU_EXTENDED_KEY);
  }

  private void update() throws IOException {
    ServedFrame now = frame();
    ServedFrame.Change change;
    List<Encoding> readable;
    PixelWriter pixels;
    boolean resized;
    boolean keys;
    boolean renamed;
    synchronized (this) {
      readable = offered;
      pixels = format;
      resized = now.width() != sent.width() || now.height() != sent.height();
      change = whole || resized ? ServedFrame.Change.all(now) : now.since(sent);
      keys = hasNews();
      renamed = !name.equals(screen.name()) && readable.contains(Encoding.DESKTOP_NAME);
      if (change.isNone() && !keys && !renamed) {
        return;
      }
      whole = false;
      asked = false;
      toldKeys |= keys;
      sent = now;
    }
    if (change.movedUp() > 0 && !readable.contains(Encoding.COPY_RECT)) {
      change = ServedFrame.Change.all(now);
    }
    boolean moved = change.movedUp() > 0;
    int count =
        change.drawn().size()
            + (moved ? 1 : 0)
            + (resized ? 1 : 0)
            + (keys ? 1 : 0)
            + (renamed ? 1 : 0);
    writer.begin(count);
    if (keys) {
      writer.head(Area.EMPTY, Encoding.QEMU_EXTENDED_KEY);
    }
    if (renamed) {
      rename();
    }
    if (resized) {
      resize(now, readable);
    }
    if (moved) {
      int up = change.movedUp();
      writer.copy(new Area(0, 0, now.width(), now.height() - up), 0, up);
    }
    Encoding encoding = UpdateWriter.chosen(readable);
    for (Area area : change.drawn()) {
      writer.pixels(now, area, encoding, pixels);
    }
    writer.end();
  }

  private void rename() throws IOException {
    name = screen.name();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    writer.head(Area.EMPTY, Encoding.DESKTOP_NAME);
    out.s32(bytes.length).bytes(bytes);
  }

  private void resize(ServedFrame now, List<Encoding> readable) throws IOException {
    Area area = new Area(0, 0, now.width(), now.height());
    if (readable.contains(Encoding.EXTENDED_DESKTOP_SIZE)) {
      writer.head(area, Encoding.EXTENDED_DESKTOP_SIZE);
      out.u8(1).u8(0).u16(0);
      out.s32(0).u16(0).u16(0).u16(now.width()).u16(now.height()).s32(0);
    } else if (readable.contains(Encoding.DESKTOP_SIZE)) {
      writer.head(area, Encoding.DESKTOP_SIZE);
    } else {
      throw new ProtocolException("the screen has another size, and the viewer cannot follow");
    }
  }
}
