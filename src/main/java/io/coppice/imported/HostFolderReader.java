package io.coppice.imported;

import io.coppice.imported.HostAssembler.Assembled;
import io.coppice.imported.answers.Row;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.Severity;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.SourceText;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Reads a folder, archive or file of hosts' answers. */
public final class HostFolderReader implements NetworkReader {
  /** Names of hosts that a message lists. */
  private static final int MOST_NAMES = 8;

  private final int threads;

  /** A reader that uses all processors. */
  public HostFolderReader() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * A reader.
   *
   * @param threads how many files it reads at once
   */
  HostFolderReader(int threads) {
    this.threads = threads;
  }

  @Override
  public Reading read(Path from, ReadingProgress progress) {
    Path name = from.toAbsolutePath().normalize().getFileName();
    String title = name == null ? from.toString() : name.toString();
    if (!Files.exists(from)) {
      return new Reading(
          NetworkState.empty(title),
          List.of(Problem.of(Severity.ERROR, "import.not-there", List.of(), from)));
    }
    try (OrderedTasks tasks = new OrderedTasks(threads)) {
      return assemble(title, HostFiles.read(from, tasks, progress), tasks, progress);
    }
  }

  /** Reads an archive that comes as a stream. */
  Reading read(String name, InputStream in) {
    try (OrderedTasks tasks = new OrderedTasks(threads)) {
      return assemble(name, HostFiles.read(name, in), tasks, ReadingProgress.NONE);
    }
  }

  private static Reading assemble(
      String title, HostFiles files, OrderedTasks tasks, ReadingProgress progress) {
    List<Problem> problems = new ArrayList<>(files.problems());
    Map<String, HostAssembler> hosts = new LinkedHashMap<>();
    AtomicLong understood = new AtomicLong();
    long all = 2L * files.files().size();
    List<FileAnswers> read = new ArrayList<>();
    tasks.run(
        files.files(),
        file -> {
          progress.reached(all / 2 + understood.getAndIncrement(), all);
          return new FileAnswers(new SourceText(file.path(), file.text()));
        },
        read::add);
    Map<String, Set<Row.Kind>> kinds = new LinkedHashMap<>();
    for (int i = 0; i < read.size(); i++) {
      if (!read.get(i).kinds().isEmpty()) {
        kinds.put(files.files().get(i).path(), read.get(i).kinds());
      }
    }
    Map<String, String> names = FileHostNames.of(kinds, stem(title));
    Set<String> silent = new TreeSet<>();
    Set<String> brokenOff = new HashSet<>();
    for (int i = 0; i < read.size(); i++) {
      FileAnswers answers = read.get(i);
      FileTexts.HostFile file = files.files().get(i);
      String path = file.path();
      problems.addAll(answers.read().problems());
      answers
          .hosts()
          .forEach(
              (host, said) ->
                  hosts
                      .computeIfAbsent(host.orElseGet(() -> names.get(path)), HostAssembler::new)
                      .add(said));
      if (!answers.read().whole()) {
        answers.hosts().keySet().forEach(it -> brokenOff.add(it.orElseGet(() -> names.get(path))));
        FileHostNames.silent(path, file.text()).ifPresent(brokenOff::add);
      }
      if (answers.kinds().isEmpty()) {
        FileHostNames.silent(path, file.text()).ifPresent(silent::add);
        if (!answers.read().empty() && answers.read().problems().isEmpty()) {
          problems.add(Problem.of(Severity.INFO, "import.nothing", List.of(), path));
        }
      }
    }
    NetworkState state =
        network(
            title,
            hosts,
            brokenOff,
            tasks,
            read.stream()
                .flatMap(answers -> answers.read().collected().stream())
                .max(Instant::compareTo)
                .or(files::written));
    if (state.nodes().isEmpty() && !files.isRefused()) {
      problems.add(Problem.of(Severity.ERROR, "import.no-hosts", List.of(), title));
    }
    silent.addAll(hosts.keySet());
    read.forEach(answers -> silent.addAll(answers.read().named()));
    silent.removeIf(host -> isCollected(state, host));
    if (!silent.isEmpty() && !state.nodes().isEmpty()) {
      problems.add(silent(silent));
    }
    return new Reading(state, problems);
  }

  /** Where two folders have one name, their hosts have the whole path. */
  private static boolean isCollected(NetworkState state, String host) {
    return state.node(host).filter(Node::collected).isPresent()
        || state.nodes().values().stream()
            .anyMatch(node -> node.collected() && node.name().endsWith('/' + host));
  }

  /** Hosts that answered, but whose devices nobody knows: nothing is said of them. */
  private static Problem silent(Set<String> hosts) {
    String names = hosts.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return Problem.of(
        Severity.WARNING,
        "import.silent-hosts",
        List.of(),
        hosts.size(),
        hosts.size() > MOST_NAMES ? names + ", …" : names);
  }

  private static String stem(String title) {
    int dot = title.indexOf('.');
    return dot > 0 ? title.substring(0, dot) : title;
  }

  private static NetworkState network(
      String title,
      Map<String, HostAssembler> hosts,
      Set<String> brokenOff,
      OrderedTasks tasks,
      Optional<Instant> collected) {
    Map<String, Assembled> assembled = new LinkedHashMap<>();
    Map<String, Node> nodes = new LinkedHashMap<>();
    tasks.run(
        List.copyOf(hosts.values()),
        HostAssembler::build,
        built -> {
          if (!built.node().devices().isEmpty()) {
            assembled.put(built.node().name(), built);
            nodes.put(built.node().name(), built.node());
          }
        });
    List<Link> links = new ArrayList<>(LinkInference.find(assembled));
    MovedEndpoints.resolve(nodes, assembled, links);
    new UncollectedParts(nodes, links).add();
    NodeRoles.assign(nodes, links);
    brokenOff.forEach(host -> nodes.computeIfPresent(host, (_, node) -> node.brokenOff()));
    List<Node> all = List.copyOf(nodes.values());
    NetworkState state = new NetworkState(title, collected, all, links, List.of());
    return new NetworkState(title, collected, all, links, SegmentFinder.find(state));
  }
}
