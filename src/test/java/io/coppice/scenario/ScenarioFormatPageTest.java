package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Inventory;
import io.coppice.testkit.RandomForks;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the help says of the scenario format is so. */
class ScenarioFormatPageTest {
  /** One of everything, each with a member nobody knows. */
  private static final String UNKNOWN =
      """
      {"format": 1, "title": "t", "datacentre": "d", "zzz": 1,
       "datastores": [{"name": "s", "capacity": "1 TiB", "zzz": 1}],
       "networks": [{"name": "n", "zzz": 1, "portGroups": [{"name": "p", "zzz": 1,
         "privateVlan": {"role": "ISOLATED", "primary": 1, "secondary": 2, "zzz": 1},
         "accessRules": [{"name": "r", "zzz": 1}],
         "mirror": {"collector": "172.16.0.1", "zzz": 1}}]}],
       "clusters": [{"name": "c", "zzz": 1,
         "pools": [{"name": "pool", "cpu": {"zzz": 1}, "vapp": true, "zzz": 1,
           "startOrder": []}],
         "hosts": [{"name": "h", "sockets": 1, "cores": 1, "mhz": 1000, "memory": "1 GiB",
           "nics": [{"name": "v", "zzz": 1}], "hbas": [{"name": "b", "zzz": 1}], "zzz": 1}]}],
       "hosts": [{"name": "h2", "sockets": 1, "cores": 1, "mhz": 1000, "memory": "1 GiB",
         "zzz": 1}],
       "machines": [{"name": "m", "pools": ["c"], "datastores": ["s"], "zzz": 1,
         "sizes": [{"vcpus": 1, "memory": "1 GiB", "zzz": 1,
           "disks": [{"capacity": "1 GiB", "zzz": 1}], "nics": [{"network": "p", "ip": "10.0.0.1", "zzz": 1},
             {"network": "p", "ip": "10.1.0.1"}]}],
         "snapshots": [{"name": "x", "zzz": 1,
           "hardware": {"vcpus": 1, "memory": "1 GiB", "zzz": 1}}]}],
       "forkGroups": [{"name": "g", "zzz": 1, "counts": {"zzz": 1},
         "bases": [{"source": "m", "zzz": 1}], "members": [{"machine": "m", "zzz": 1}],
         "elastic": {"mostMembers": 1, "mostMemory": "1 GiB", "names": "e#", "zzz": 1,
           "arrivals": {"kind": "CONSTANT", "perHour": 1, "zzz": 1}}},
        {"name": "g", "bases": [{"source": "m"}], "members": [{"machine": "m"}],
         "elastic": {"mostMembers": 1, "mostMemory": "1 GiB", "names": "e#",
           "arrivals": {"kind": "DAILY", "perDay": 1, "zzz": 1}}},
        {"name": "g", "bases": [{"source": "m"}], "members": [{"machine": "m"}],
         "elastic": {"mostMembers": 1, "mostMemory": "1 GiB", "names": "e#",
           "arrivals": {"kind": "SPIKY", "perHour": 1, "zzz": 1}}},
        {"name": "g", "bases": [{"source": "m"}], "members": [{"machine": "m"}],
         "elastic": {"mostMembers": 1, "mostMemory": "1 GiB", "names": "e#",
           "arrivals": {"kind": "TRACE", "perMinute": [1], "zzz": 1}}}],
       "fabric": {"zzz": 1, "switches": [{"name": "a", "zzz": 1, "rules": [{"zzz": 1}]}],
         "links": [{"from": "a", "fromPort": "1", "to": "h", "toPort": "2", "zzz": 1}],
         "endpoints": [{"host": "h", "address": "172.16.0.1", "zzz": 1}],
         "segments": [{"network": "p", "id": "5", "zzz": 1}],
         "fences": [{"appliance": "m", "zzz": 1,
           "addresses": [{"inside": "10.0.0.2", "outside": "10.1.0.2", "zzz": 1}]}]}}
      """;

  private static String page(String language) throws IOException {
    String name = "/help/scenario-format" + language + ".md";
    try (InputStream in = ScenarioReader.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String example(String page) {
    Matcher matcher = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(matcher.find(), "the page has an example");
    return matcher.group(1);
  }

  private static ScenarioReader.Result read(String text) {
    return ScenarioReader.read(
        "example.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The second column of the first table behind the example. */
  private static List<String> totals(String page) {
    String behind = page.substring(page.indexOf("```json"));
    List<String> totals = new ArrayList<>();
    for (String line : behind.substring(behind.indexOf("|---")).lines().skip(1).toList()) {
      if (!line.startsWith("|")) {
        break;
      }
      totals.add(line.split("\\|")[2].strip());
    }
    return totals;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_de"})
  void theExampleIsAcceptedAndMakesWhatThePageSays(String language) throws IOException {
    String page = page(language);
    ScenarioReader.Result result = read(example(page));
    Blueprint site =
        assertInstanceOf(ScenarioReader.Result.Read.class, result, result::toString).blueprint();
    Inventory made = site.inventory();
    long[] sums = new long[3];
    made.hosts()
        .forEach(
            host -> {
              sums[0] += host.hardware().cores();
              sums[1] += host.hardware().memory().value() >> 30;
            });
    made.datastores().forEach(store -> sums[2] += store.capacity().value() >> 40);
    assertEquals(
        List.of(
            String.valueOf(made.clusters().count()),
            String.valueOf(made.hosts().count()),
            String.valueOf(sums[0]),
            sums[1] + " GiB",
            String.valueOf(made.datastores().count()),
            sums[2] + " TiB",
            String.valueOf(made.portGroups().count()),
            String.valueOf(made.machines().count()),
            String.valueOf(site.groups().stream().mapToInt(group -> group.members().size()).sum())),
        totals(page));
    RandomForks.whole(Worlds.of(site).world());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_de"})
  void everyFieldTheReaderKnowsIsInThePage(String language) throws IOException {
    String page = page(language);
    List<Problem> problems =
        assertInstanceOf(ScenarioReader.Result.Faulty.class, read(UNKNOWN)).problems();
    assertEquals(Set.of("scenario.unknown"), codes(problems));
    assertEquals(UNKNOWN.split("zzz", -1).length - 1, problems.size(), problems::toString);
    Set<String> unsaid = new TreeSet<>();
    for (Problem problem : problems) {
      for (String field : problem.args().get(6).split(", ")) {
        if (!page.contains('`' + field + '`')) {
          unsaid.add(problem.args().get(3) + ": " + field);
        }
      }
    }
    assertEquals(Set.of(), unsaid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_de"})
  void everyFieldInThePageIsKnownToTheReader(String language) throws IOException {
    Set<String> known = new TreeSet<>();
    for (Problem problem :
        assertInstanceOf(ScenarioReader.Result.Faulty.class, read(UNKNOWN)).problems()) {
      known.addAll(List.of(problem.args().get(6).split(", ")));
    }
    Set<String> invented = new TreeSet<>();
    page(language)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|")[1])
        .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
        .map(found -> found.group(1))
        .filter(field -> !known.contains(field))
        .forEach(invented::add);
    assertEquals(Set.of(), invented);
  }

  private static Set<String> codes(List<Problem> problems) {
    Set<String> codes = new TreeSet<>();
    problems.forEach(problem -> codes.add(problem.code()));
    return codes;
  }
}
