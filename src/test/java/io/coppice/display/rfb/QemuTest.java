package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** QEMU with a machine in its firmware, or with a boot sector of ours. */
class QemuTest extends RealServer {
  /** A machine, and the line to its screen. */
  private SocketChannel machine(String... options) throws Exception {
    needs("qemu-system-x86_64");
    Path socket = folder.resolve("vnc.sock");
    List<String> command =
        new ArrayList<>(
            List.of(
                "qemu-system-x86_64",
                "-machine",
                "pc,accel=tcg",
                "-m",
                "32",
                "-nodefaults",
                "-vga",
                "std",
                "-display",
                "vnc=unix:" + socket));
    command.addAll(List.of(options));
    start("", command.toArray(String[]::new));
    await("a socket", () -> Files.exists(socket));
    SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
    line.connect(UnixDomainSocketAddress.of(socket));
    return line;
  }

  /**
   * A machine of one sector: it says {@code >} on QEMU's debug port (0xE9) and then what its
   * firmware makes of every key (BIOS interrupt 16h, function 0), by an American keyboard.
   */
  private Path keyReader() throws IOException {
    byte[] sector = new byte[512];
    byte[] code =
        HexFormat.of()
            .parseHex(
                "b03e" // mov al, '>'
                    + "e6e9" // out 0xE9, al
                    + "b400" // mov ah, 0
                    + "cd16" // int 0x16
                    + "e6e9" // out 0xE9, al
                    + "ebf8"); // jmp to mov ah, 0
    System.arraycopy(code, 0, sector, 0, code.length);
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    return Files.write(folder.resolve("reader.img"), sector);
  }

  private void typed(String wanted, KeyboardLayout layout, String read, String... options)
      throws Exception {
    needs("qemu-system-x86_64");
    Path said = folder.resolve("said");
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-drive", "format=raw,file=" + keyReader(), "-debugcon", "file:" + said));
    Running running = new Running(machine(all.toArray(String[]::new)), only(Encoding.RAW));
    running.begun();
    await("a machine that reads keys", () -> text(said).endsWith(">"));
    await("extended keys", () -> running.session.facts().orElseThrow().extendedKeys());
    Keyboard keyboard = new Keyboard(running.session::key, layout);
    int before = text(said).length();
    int[] keys = wanted.codePoints().toArray();
    for (int i = 0; i < keys.length; i++) {
      keyboard.type(keys[i]);
      int length = before + i + 1;
      // a keyboard holds few keys until they are read
      await("key " + i + " of " + wanted, () -> text(said).length() >= length);
    }
    assertEquals(read, text(said).substring(before));
    assertTrue(keyboard.isIdle());
    assertEquals(null, running.end);
  }

  private static final String MIXED = "Ab1!xY@Zz#$%^&*()_+{}|:\"<>?~`-=[]\\;',./ Q";

  @Test
  void capitalsAndSymbolsArriveByTheirScancodes() throws Exception {
    typed(MIXED, KeyboardLayout.US, MIXED);
  }

  @Test
  void capitalsAndSymbolsArriveByTheirSymbolsWhereQemuHasALayout() throws Exception {
    typed(MIXED, KeyboardLayout.US, MIXED, "-k", "en-us");
  }

  /** The guest is an American one: it reads the places of the German keys. */
  @Test
  void germanKeysComeToTheirGermanPlacesWithAndWithoutLayout() throws Exception {
    typed("zyZY-ö", KeyboardLayout.GERMAN, "yzYZ/;");
    stopAll();
    Files.delete(folder.resolve("said"));
    Files.deleteIfExists(folder.resolve("vnc.sock"));
    typed("zyZY-ö", KeyboardLayout.GERMAN, "yzYZ/;", "-k", "de");
  }

  /**
   * A machine of one sector that waits for a digit (BIOS interrupt 16h), sets the mode of its place
   * in a table (interrupt 10h, function 0 or VBE's 4F02h), fills the screen's memory with noise
   * that begins with the digit, and says the digit on QEMU's debug port when it has.
   */
  private Path painter() throws IOException {
    byte[] sector = new byte[512];
    byte[] code =
        HexFormat.of()
            .parseHex(
                "31c08ed8" // ds = 0
                    + "b03ee6e9" // '>' to 0xE9
                    + "b400cd16" // wait for a key
                    + "88c288c383e30701db8b9f547c" // bx = modes[key & 7]
                    + "89d884ff7403b8024fcd10" // set it
                    + "b800a080fb03750784ff7503b800b88ec0" // es = A000, of text B800
                    + "31ffb90080bb556289d0" // 32,768 numbers from the key on
                    + "52f7e35a05193626882583c702e2f1" // ax = ax * 25173 + 13849
                    + "88d0e6e9ebb4" // the key to 0xE9, and again
                    + "0300" // text, 720 x 400
                    + "1300" // 320 x 200, 256 colours
                    + "1200" // 640 x 480, 16 colours
                    + "0301" // 800 x 600, 256 colours
                    + "0501" // 1024 x 768, 256 colours
                    + "0101" // 640 x 480, 256 colours
                    + "1201" // 640 x 480, 24 bits
                    + "0300");
    System.arraycopy(code, 0, sector, 0, code.length);
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    return Files.write(folder.resolve("painter.img"), sector);
  }

  static Stream<Arguments> encodingsWithAndWithoutLayout() {
    return Stream.of(Encoding.RAW, Encoding.HEXTILE, Encoding.ZLIB, Encoding.TIGHT, Encoding.ZRLE)
        .flatMap(each -> Stream.of(Arguments.of(each, ""), Arguments.of(each, "de")));
  }

  /** The firmware's screen, then those of seven modes: noise in six sizes and depths. */
  @ParameterizedTest
  @MethodSource("encodingsWithAndWithoutLayout")
  void qemusOwnPictureIsShownInEveryModeThatItsMachineSets(Encoding encoding, String layout)
      throws Exception {
    needs("qemu-system-x86_64");
    Path control = folder.resolve("qmp.sock");
    Path said = folder.resolve("said");
    List<String> all =
        new ArrayList<>(
            List.of(
                "-qmp",
                "unix:" + control + ",server=on,wait=off",
                "-drive",
                "format=raw,file=" + painter(),
                "-debugcon",
                "file:" + said));
    if (!layout.isEmpty()) {
      all.addAll(List.of("-k", layout));
    }
    String server = layout.isEmpty() ? "QEMU" : "QEMU -k " + layout;
    SocketChannel line = machine(all.toArray(String[]::new));
    await("a control socket", () -> Files.exists(control));
    Running running = new Running(line, only(encoding));
    running.begun();
    Keyboard keyboard = new Keyboard(running.session::key, KeyboardLayout.US);
    Set<String> sizes = new TreeSet<>();
    try (SocketChannel qmp = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      qmp.connect(UnixDomainSocketAddress.of(control));
      say(qmp, "{\"execute\":\"qmp_capabilities\"}");
      await("a machine that reads keys", () -> text(said).endsWith(">"));
      for (String key : List.of("", "1", "2", "3", "4", "5", "6", "0")) {
        if (!key.isEmpty()) {
          keyboard.type(key.charAt(0));
          await("a screen of mode " + key, () -> text(said).endsWith(key));
        }
        Path shot = folder.resolve("shot" + key + ".ppm");
        await(
            "QEMU's own picture of mode " + key,
            () -> {
              say(
                  qmp,
                  "{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"" + shot + "\"}}");
              return running.end != null || sameAsPortablePixmap(running.picture, shot);
            });
        assertEquals(null, running.end);
        equal(server, encoding, running.picture);
        sizes.add(running.picture.width() + "x" + running.picture.height());
      }
    }
    assertTrue(sizes.size() >= 5, sizes.toString());
    assertEquals(Optional.of(encoding), running.session.facts().orElseThrow().lastEncoding());
    assertTrue(running.session.facts().orElseThrow().extendedKeys());
  }

  private static void say(SocketChannel qmp, String text) {
    try {
      qmp.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      do {
        if (qmp.read(answer) < 0) {
          return;
        }
      } while (!new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)
          .contains("\"return\""));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean sameAsPortablePixmap(Framebuffer shown, Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException _) {
      return false;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 40), StandardCharsets.ISO_8859_1);
    String[] words = head.split("\\s+");
    if (words.length < 4 || !words[0].equals("P6")) {
      return false;
    }
    int width = Integer.parseInt(words[1]);
    int height = Integer.parseInt(words[2]);
    int from = bytes.length - width * height * 3;
    if (shown.width() != width || shown.height() != height || from < 0) {
      return false;
    }
    boolean anything = false;
    for (int i = 0; i < width * height; i++) {
      int truth =
          0xFF000000
              | (bytes[from + 3 * i] & 0xFF) << 16
              | (bytes[from + 3 * i + 1] & 0xFF) << 8
              | bytes[from + 3 * i + 2] & 0xFF;
      if (shown.pixels()[i] != truth) {
        return false;
      }
      anything |= truth != 0xFF000000;
    }
    return anything;
  }
}
