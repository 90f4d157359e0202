package io.coppice.imported;

/** Rows as hosts write them. */
final class AnswerTexts {
  private AnswerTexts() {}

  static String list(String... rows) {
    return "[" + String.join(",\n", rows) + "]";
  }

  static String link(int index, String name, String mac, String more) {
    return "{\"ifindex\":%d,\"ifname\":\"%s\",\"flags\":[\"BROADCAST\",\"UP\",\"LOWER_UP\"],\"mtu\":1600,\"link_type\":\"ether\",\"address\":\"02:00:00:00:%s\"%s}"
        .formatted(index, name, mac, more.isEmpty() ? "" : "," + more);
  }

  static String address(String name, String ip, int length) {
    return "{\"ifname\":\"%s\",\"addr_info\":[{\"family\":\"inet\",\"local\":\"%s\",\"prefixlen\":%d}]}"
        .formatted(name, ip, length);
  }

  static String kind(String kind, String data) {
    return "\"linkinfo\":{\"info_kind\":\"" + kind + "\",\"info_data\":{" + data + "}}";
  }

  static String slave(String kind, String data) {
    return "\"linkinfo\":{\"info_slave_kind\":\"" + kind + "\",\"info_slave_data\":{" + data + "}}";
  }
}
