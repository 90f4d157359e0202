package io.coppice.imported;

import io.coppice.imported.answers.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells from where a file stands whose answer it is: the folder it stands in, or what is left of
 * its name without the words of commands ({@code h1-ip-d-j-link.json} is of {@code h1}).
 */
final class FileHostNames {
  /** Words of commands that say what was asked for. */
  private static final Set<String> SUBJECTS =
      Set.of(
          "ip",
          "link",
          "links",
          "addr",
          "address",
          "addresses",
          "route",
          "routes",
          "routing",
          "neigh",
          "neighbour",
          "neighbor",
          "neighbours",
          "neighbors",
          "arp",
          "fdb",
          "bridge",
          "br",
          "vlan",
          "vlans",
          "ovs",
          "vsctl",
          "appctl",
          "evpn",
          "vni",
          "frr",
          "vtysh",
          "interfaces",
          "interface",
          "netconf",
          "rule",
          "nexthop");

  /** Words of commands, and of files that hold their output, that say no more of it. */
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "d", "s", "j", "n", "a", "l", "r", "show", "table", "all", "main", "mac", "macs",
          "output", "out", "json", "txt", "log", "detail", "details", "stats", "coppice");

  private FileHostNames() {}

  /**
   * The host of each path, by path; paths that name none are given to {@code title}.
   *
   * @param held the kinds of answers in each file: where no kind comes twice in a folder, its files
   *     are one host's, whatever they are called
   */
  static Map<String, String> of(Map<String, Set<Row.Kind>> held, String title) {
    Set<String> paths = held.keySet();
    Map<String, List<String>> folders = new LinkedHashMap<>();
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      folders
          .computeIfAbsent(slash < 0 ? "" : path.substring(0, slash), f -> new ArrayList<>())
          .add(path);
    }
    Map<String, String> hosts = new HashMap<>();
    Map<String, Set<String>> taken = new HashMap<>();
    for (Map.Entry<String, List<String>> folder : folders.entrySet()) {
      String here = folder.getKey();
      Set<String> remainders = new HashSet<>();
      folder.getValue().forEach(path -> remainders.add(remainder(path)));
      boolean one = remainders.size() == 1 || isOneHost(folder.getValue(), held);
      boolean named = !here.isEmpty() && (remainders.contains("") || one);
      for (String path : folder.getValue()) {
        String own = remainder(path);
        String host = named || own.isEmpty() ? last(here, title) : own;
        hosts.put(path, host);
        taken.computeIfAbsent(host, h -> new HashSet<>()).add(here);
      }
    }
    // two folders of one name are two hosts; a host's files may lie in folders of their own
    hosts.replaceAll(
        (path, host) -> {
          int slash = path.lastIndexOf('/');
          String here = slash < 0 ? "" : path.substring(0, slash);
          return taken.get(host).size() > 1 && last(here, title).equals(host) ? here : host;
        });
    return hosts;
  }

  private static boolean isOneHost(List<String> paths, Map<String, Set<Row.Kind>> held) {
    Set<Row.Kind> seen = EnumSet.noneOf(Row.Kind.class);
    for (String path : paths) {
      for (Row.Kind kind : held.get(path)) {
        if (!seen.add(kind)) {
          return false;
        }
      }
    }
    return true;
  }

  private static String last(String folder, String title) {
    return folder.isEmpty() ? title : folder.substring(folder.lastIndexOf('/') + 1);
  }

  private static boolean isOfCommand(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    return SUBJECTS.contains(plain) || OTHER_WORDS.contains(plain);
  }

  /**
   * The host that should have answered in a file in which no answer was found: that of the folder
   * where the file is called as a command is, or of the file where there is nothing in it at all.
   * Others are notes, and of no host.
   */
  static Optional<String> silent(String path, String text) {
    int slash = path.lastIndexOf('/');
    String own = remainder(path);
    if (own.isEmpty()) {
      boolean asked = words(path).stream().anyMatch(SUBJECTS::contains);
      return Optional.of(path.substring(0, Math.max(slash, 0)))
          .filter(folder -> asked && !folder.isEmpty())
          .map(folder -> last(folder, folder));
    }
    return Optional.of(own).filter(_ -> text.isBlank() && path.charAt(slash + 1) != '.');
  }

  /** What is left of a file's name without its ending and the words of commands. */
  static String remainder(String path) {
    String stem = stem(path);
    List<String> words = words(path);
    int first = 0;
    int last = words.size();
    while (first < last && isOfCommand(words.get(first))) {
      first++;
    }
    while (last > first && isOfCommand(words.get(last - 1))) {
      last--;
    }
    if (first == last) {
      return "";
    }
    int from = stem.indexOf(words.get(first));
    int to = stem.lastIndexOf(words.get(last - 1)) + words.get(last - 1).length();
    return from < to ? stem.substring(from, to) : stem;
  }

  private static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static List<String> words(String path) {
    List<String> words = new ArrayList<>(Arrays.asList(stem(path).split("[-_. ]+", -1)));
    words.removeIf(String::isEmpty);
    return words;
  }
}
