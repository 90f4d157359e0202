package io.coppice.imported.answers;

import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ovs-vsctl show} and {@code ovs-appctl fdb/show}. Names and values may stand in
 * quotes, as older releases write them.
 */
final class SwitchText {
  private static final Pattern NAMED =
      Pattern.compile("^\\s+(Bridge|Port|Interface) \"?([^\"]{1,64}?)\"?\\s*$");
  private static final Pattern OPTION = Pattern.compile("([a-z_0-9]+)=\"?([^\",}]*)\"?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern LEARNED =
      Pattern.compile(
          "^\\s*(\\d{1,9}|LOCAL)\\s+(\\d{1,4})\\s+([0-9a-fA-F:]{17})\\s+(\\d{1,9})\\s*$");

  private final SourceText source;
  private final Optional<String> host;
  private final List<Row> rows = new ArrayList<>();
  private String bridge;
  private String port;
  private String tag = "";
  private List<String> trunks = List.of();
  private String failMode = "";
  private RowBuilder face;
  private int end;

  SwitchText(SourceText source, Optional<String> host) {
    this.source = source;
    this.host = host;
  }

  List<Row> rows() {
    flush();
    return rows;
  }

  boolean line(String line, int start, int lineEnd) {
    if (line.length() > 2_000) {
      return false;
    }
    Matcher named = NAMED.matcher(line);
    if (named.matches() && (bridge != null || named.group(1).equals("Bridge"))) {
      flush();
      begin(named, start, lineEnd);
      return true;
    }
    if (bridge != null && Character.isWhitespace(line.charAt(0))) {
      setting(line.strip(), lineEnd);
      return true;
    }
    flush();
    bridge = null;
    return learned(line, start, lineEnd);
  }

  private void begin(Matcher named, int start, int lineEnd) {
    switch (named.group(1)) {
      case "Bridge" -> {
        bridge = named.group(2);
        port = null;
        tag = "";
        trunks = List.of();
        failMode = "";
      }
      case "Port" -> {
        port = named.group(2);
        tag = "";
        trunks = List.of();
      }
      default -> {
        face = new RowBuilder(start, lineEnd);
        face.put("bridge", bridge).put("port", port == null ? named.group(2) : port);
        face.put("ifname", named.group(2));
        end = lineEnd;
      }
    }
  }

  private void setting(String line, int lineEnd) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1).strip().replace("\"", "");
    if (name.equals("tag")) {
      tag = value;
    } else if (name.equals("trunks")) {
      trunks = NUMBER.matcher(value).results().map(MatchResult::group).toList();
    } else if (name.equals("fail_mode")) {
      failMode = value;
    }
    if (face == null) {
      return;
    }
    end = lineEnd;
    switch (name) {
      case "type", "error" -> face.put(name, value);
      case "options" -> {
        Matcher option = OPTION.matcher(line);
        while (option.find()) {
          face.put(option.group(1), option.group(2));
        }
      }
      default -> {}
    }
  }

  private boolean learned(String line, int start, int lineEnd) {
    Matcher row = LEARNED.matcher(line);
    if (!row.matches() || Mac.parse(row.group(3)).isEmpty()) {
      return false;
    }
    rows.add(
        new Row(
            Row.Kind.SWITCH_FORWARDING,
            host,
            source,
            new RowBuilder(start, lineEnd)
                .put("port", row.group(1))
                .put("vlan", row.group(2))
                .put("mac", row.group(3))
                .put("updated", row.group(4))
                .build()));
    return true;
  }

  private void flush() {
    if (face != null) {
      if (!tag.isEmpty()) {
        face.put("tag", tag);
      }
      if (!failMode.isEmpty()) {
        face.put("fail_mode", failMode);
      }
      if (!trunks.isEmpty()) {
        face.list("trunks", trunks);
      }
      rows.add(new Row(Row.Kind.SWITCH, host, source, face.build(end)));
      face = null;
    }
  }
}
