package io.coppice.display.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A screen that shows what a test gives it, and keeps what it is told. */
public final class PaintedScreen implements ServedScreen {
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile ServedFrame frame;

  public PaintedScreen(ServedFrame frame) {
    this.frame = frame;
  }

  public void show(ServedFrame next) {
    frame = next;
    watchers.forEach(Runnable::run);
  }

  public List<String> heard() {
    return heard;
  }

  public int watchers() {
    return watchers.size();
  }

  @Override
  public ServedFrame frame() {
    return frame;
  }

  @Override
  public String name() {
    return "painted";
  }

  @Override
  public void key(boolean down, int keysym, int scancode) {
    heard.add(
        (down ? "+" : "-") + Integer.toHexString(keysym) + "/" + Integer.toHexString(scancode));
  }

  @Override
  public void pointer(int x, int y, int buttons) {
    heard.add("at " + x + "," + y + " with " + buttons);
  }

  @Override
  public Watch watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
