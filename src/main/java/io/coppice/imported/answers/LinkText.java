package io.coppice.imported.answers;

import io.coppice.model.overlay.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of {@code ip [-d] [-s] link show} and {@code ip [-d] address show}. */
final class LinkText {
  private static final Pattern HEAD =
      Pattern.compile("^(\\d{1,9}): ([^\\s:@]{1,64})(?:@([^\\s:]{1,64}))?: <([^>]{0,300})> ?(.*)$");

  private final SourceText source;
  private final Optional<String> host;
  private final List<Row> rows = new ArrayList<>();
  private RowBuilder link;
  private List<Json.Members> addresses = new ArrayList<>();
  private RowBuilder info;
  private int end;

  LinkText(SourceText source, Optional<String> host) {
    this.source = source;
    this.host = host;
  }

  List<Row> rows() {
    flush();
    return rows;
  }

  /** Whether the line belongs to a device. */
  boolean line(String line, int start, int lineEnd) {
    Matcher head = line.startsWith(" ") || line.length() > 2_000 ? null : HEAD.matcher(line);
    if (head != null && head.matches()) {
      flush();
      begin(head, start, lineEnd);
      return true;
    }
    if (link == null || !Character.isWhitespace(line.charAt(0))) {
      flush();
      return false;
    }
    String[] words = line.strip().split("\\s+", -1);
    end = lineEnd;
    detail(words, start, lineEnd);
    return true;
  }

  private void begin(Matcher head, int start, int lineEnd) {
    link = new RowBuilder(start, lineEnd);
    end = lineEnd;
    link.put("ifindex", head.group(1)).put("ifname", head.group(2));
    if (head.group(3) != null && !head.group(3).equals("NONE")) {
      String on = head.group(3);
      if (on.startsWith("if") && on.substring(2).chars().allMatch(Character::isDigit)) {
        link.put("link_index", on.substring(2));
      } else {
        link.put("link", on);
      }
    }
    link.list("flags", Arrays.asList(head.group(4).split(",")));
    pairs(link, head.group(5).split("\\s+", -1), 0, List.of("mtu", "master"));
  }

  private static void pairs(RowBuilder row, String[] words, int from, List<String> wanted) {
    for (int i = from; i + 1 < words.length; i++) {
      if (wanted.contains(words[i]) && !row.has(words[i])) {
        row.put(words[i], words[i + 1]);
      }
    }
  }

  private void detail(String[] words, int start, int lineEnd) {
    String first = words[0];
    if (first.startsWith("link/")) {
      link.put("link_type", first.substring(5));
      if (words.length > 1) {
        link.put("address", words[1]);
      }
      pairs(link, words, 1, List.of("link-netnsid"));
    } else if ((first.equals("inet") || first.equals("inet6")) && words.length > 1) {
      address(words, start, lineEnd);
    } else if (info == null) {
      kind(words, start, lineEnd);
    } else if (first.equals("bridge_slave")) {
      slave(words);
    }
  }

  private void address(String[] words, int start, int lineEnd) {
    RowBuilder row = new RowBuilder(start, lineEnd);
    String[] parts = words[1].split("/", 2);
    row.put("family", words[0]).put("local", parts[0]);
    boolean peer = words.length > 3 && words[2].equals("peer");
    String length = peer ? words[3].substring(words[3].indexOf('/') + 1) : parts[parts.length - 1];
    row.put(
        "prefixlen", parts.length > 1 || peer ? length : words[0].equals("inet") ? "32" : "128");
    for (String word : words) {
      if (word.equals("tentative") || word.equals("dadfailed")) {
        row.put(word, true);
      }
    }
    addresses.add(row.build());
  }

  private void kind(String[] words, int start, int lineEnd) {
    switch (words[0]) {
      case "vxlan" -> vxlan(words, start, lineEnd);
      case "bridge" ->
          info(
              words,
              start,
              lineEnd,
              List.of("ageing_time", "vlan_filtering", "vlan_default_pvid", "stp_state"));
      case "vlan" -> info(words, start, lineEnd, List.of("id"));
      case "vrf" -> info(words, start, lineEnd, List.of("table"));
      case "bond" -> info(words, start, lineEnd, List.of("mode"));
      case "gretap", "ip6gretap" -> gre(words, start, lineEnd);
      case "veth", "tun", "dummy", "macvlan", "macvtap", "geneve", "team", "ipvlan" ->
          info(words, start, lineEnd, List.of("id", "remote", "local", "dstport", "type"));
      case "bridge_slave" -> slave(words);
      default -> {}
    }
  }

  private void gre(String[] words, int start, int lineEnd) {
    RowBuilder data = new RowBuilder(start, lineEnd);
    pairs(data, words, 1, List.of("remote", "local", "ikey", "okey"));
    for (int i = 1; i < words.length; i++) {
      switch (words[i]) {
        case "dev" -> data.put("link", i + 1 < words.length ? words[i + 1] : "");
        case "external" -> data.put("external", true);
        case "nopmtudisc" -> data.put("pmtudisc", false);
        default -> {}
      }
    }
    info = new RowBuilder(start, lineEnd).put("info_kind", words[0]).put("info_data", data.build());
  }

  private void info(String[] words, int start, int lineEnd, List<String> wanted) {
    RowBuilder data = new RowBuilder(start, lineEnd);
    pairs(data, words, 1, wanted);
    info = new RowBuilder(start, lineEnd).put("info_kind", words[0]).put("info_data", data.build());
  }

  private void vxlan(String[] words, int start, int lineEnd) {
    RowBuilder data = new RowBuilder(start, lineEnd);
    pairs(data, words, 1, List.of("id", "local", "remote", "group", "ageing", "df"));
    for (int i = 1; i < words.length; i++) {
      String next = i + 1 < words.length ? words[i + 1] : "";
      switch (words[i]) {
        case "dstport" -> data.put("port", next);
        case "dev" -> data.put("link", next);
        case "nolearning" -> data.put("learning", false);
        case "external", "gbp", "gpe", "proxy" -> data.put(words[i], true);
        default -> {}
      }
    }
    if (!data.has("learning")) {
      data.put("learning", true);
    }
    info = new RowBuilder(start, lineEnd).put("info_kind", "vxlan").put("info_data", data.build());
  }

  private void slave(String[] words) {
    RowBuilder data = new RowBuilder(link.build().start(), end);
    pairs(data, words, 1, List.of("state", "hairpin", "learning", "flood", "neigh_suppress"));
    pairs(data, words, 1, List.of("isolated", "mcast_flood", "bcast_flood", "vlan_tunnel"));
    if (info == null) {
      info = new RowBuilder(link.build().start(), end);
    }
    info.put("info_slave_kind", "bridge").put("info_slave_data", data.build());
  }

  private void flush() {
    if (link == null) {
      return;
    }
    if (info != null) {
      link.put("linkinfo", info.build());
    }
    if (!addresses.isEmpty()) {
      link.rows("addr_info", addresses);
    }
    rows.add(new Row(Row.Kind.LINK, host, source, link.build(end)));
    link = null;
    info = null;
    addresses = new ArrayList<>();
  }
}
