package io.coppice.display.rfb;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.stream.ByteOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a client says (RFC 6143 7.5); any thread, one at a time. */
final class ClientMessages {
  private static final int SET_PIXEL_FORMAT = 0;
  private static final int SET_ENCODINGS = 2;
  private static final int UPDATE_REQUEST = 3;
  private static final int KEY = 4;
  private static final int POINTER = 5;
  private static final int CUT_TEXT = 6;
  private static final int CONTINUOUS_UPDATES = 150;
  private static final int FENCE = 248;
  private static final int SET_DESKTOP_SIZE = 251;
  private static final int QEMU = 255;

  private final ByteOutput out;
  private final SessionOptions options;
  private boolean extendedKeys;
  private boolean extendedClipboard;
  private String clipboard = "";

  ClientMessages(ByteOutput out, SessionOptions options) {
    this.out = out;
    this.options = options;
  }

  /** Format, encodings and the first request. */
  synchronized void begin(int width, int height) throws IOException {
    out.u8(SET_PIXEL_FORMAT).u8(0).u16(0).bytes(PixelFormat.OWN.toBytes());
    List<Integer> numbers = new ArrayList<>();
    options.encodings().forEach(encoding -> numbers.add(encoding.number()));
    if (!options.encodings().contains(Encoding.RAW)) {
      numbers.add(Encoding.RAW.number());
    }
    for (Encoding encoding : Encoding.values()) {
      if (!encoding.isPixels() && isWanted(encoding)) {
        numbers.add(encoding.number());
      }
    }
    if (options.jpeg().isPresent()) {
      numbers.add(Encoding.LOWEST_QUALITY + options.quality());
    }
    out.u8(SET_ENCODINGS).u8(0).u16(numbers.size());
    for (int number : numbers) {
      out.s32(number);
    }
    request(false, width, height);
    out.flush();
  }

  /** Continuous updates would take the pace out of the hands of whoever shows them. */
  private boolean isWanted(Encoding encoding) {
    return encoding != Encoding.CONTINUOUS_UPDATES || options.pace() == SessionOptions.Pace.EAGER;
  }

  private void request(boolean changesOnly, int width, int height) throws IOException {
    out.u8(UPDATE_REQUEST).u8(changesOnly ? 1 : 0).u16(0).u16(0).u16(width).u16(height);
  }

  synchronized void requestUpdate(boolean changesOnly, Framebuffer picture) throws IOException {
    request(changesOnly, picture.width(), picture.height());
    out.flush();
  }

  synchronized void continuousUpdates(Framebuffer picture) throws IOException {
    out.u8(CONTINUOUS_UPDATES)
        .u8(1)
        .u16(0)
        .u16(0)
        .u16(picture.width())
        .u16(picture.height())
        .flush();
  }

  synchronized void takeExtendedKeys() {
    extendedKeys = true;
  }

  synchronized boolean hasExtendedKeys() {
    return extendedKeys;
  }

  synchronized void key(boolean down, int keysym, int scancode) throws IOException {
    if (extendedKeys && scancode != 0) {
      out.u8(QEMU).u8(0).u16(down ? 1 : 0).s32(keysym).s32(scancode).flush();
    } else if (keysym != 0) {
      out.u8(KEY).u8(down ? 1 : 0).u16(0).s32(keysym).flush();
    }
  }

  synchronized void pointer(int x, int y, int buttons) throws IOException {
    out.u8(POINTER)
        .u8(buttons & 0xFF)
        .u16(Math.clamp(x, 0, 65_535))
        .u16(Math.clamp(y, 0, 65_535))
        .flush();
  }

  synchronized void fence(int flags, byte[] payload) throws IOException {
    out.u8(FENCE).u8(0).u16(0).s32(flags).u8(payload.length).bytes(payload).flush();
  }

  synchronized void requestSize(int width, int height, int screen, int flags) throws IOException {
    out.u8(SET_DESKTOP_SIZE).u8(0).u16(width).u16(height).u8(1).u8(0);
    out.s32(screen).u16(0).u16(0).u16(width).u16(height).s32(flags).flush();
  }

  /** The server takes clipboards in Unicode: says what we take ourselves. */
  synchronized void beginExtendedClipboard() throws IOException {
    extendedClipboard = true;
    cutText(ExtendedClipboard.capabilities());
  }

  synchronized void clipboard(String text) throws IOException {
    clipboard = text;
    if (extendedClipboard) {
      cutText(ExtendedClipboard.notice());
      return;
    }
    byte[] bytes = ExtendedClipboard.latin(text);
    out.u8(CUT_TEXT).u8(0).u16(0).s32(bytes.length).bytes(bytes).flush();
  }

  synchronized void provideClipboard() throws IOException {
    cutText(ExtendedClipboard.provision(clipboard));
  }

  synchronized void requestClipboard() throws IOException {
    cutText(ExtendedClipboard.request());
  }

  private void cutText(byte[] message) throws IOException {
    out.u8(CUT_TEXT).u8(0).u16(0).s32(-message.length).bytes(message).flush();
  }
}
