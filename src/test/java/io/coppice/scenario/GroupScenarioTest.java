package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.SharingSums;
import io.coppice.testkit.RandomForks;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fork groups that a scenario declares. */
class GroupScenarioTest {
  static final String SITE =
      """
      {"format": 1, "title": "t", "datacentre": "d",
       "datastores": [{"name": "s", "capacity": "10 TiB"}],
       "networks": [{"name": "n", "portGroups": [{"name": "p"}]}],
       "hosts": [
         {"name": "h", "sockets": 2, "cores": 8, "mhz": 2000, "memory": "64 GiB",
          "datastores": ["s"]},
         {"name": "dark", "sockets": 1, "cores": 1, "mhz": 2000, "memory": "4 GiB",
          "state": "POWERED_OFF"}],
       "machines": [
         {"name": "golden", "pools": ["h"], "datastores": ["s"], "networks": ["p"], "vcpus": 1,
          "memory": "1 GiB", "workload": "WEB", "power": "SUSPENDED",
          "disks": [{"capacity": "10 GiB"}]},
         {"name": "live", "pools": ["h"], "datastores": ["s"], "networks": ["p"], "vcpus": 1,
          "memory": "2 GiB", "disks": [{"capacity": "10 GiB"}]},
         {"name": "saved", "pools": ["h"], "datastores": ["s"], "vcpus": 1, "memory": "1 GiB",
          "disks": [{"capacity": "10 GiB"}], "snapshots": [{"name": "one"}]}],
       "forkGroups": [
         {"name": "web",
          "bases": [{"source": "golden", "resident": "800 MiB"}, {"source": "c-2", "over": 0}],
          "members": [
            {"machine": "golden"},
            {"name": "c-#", "count": 3, "diverged": "20 MiB", "swapped": "1 MiB",
             "stored": "4 MiB"},
            {"name": "leaf-#", "count": 2, "base": 1},
            {"name": "lost", "state": "FAILED"}],
          "elastic": {"mostMembers": 5, "mostMemory": "8 GiB", "names": "e-##", "warmPool": 2,
            "arrivals": {"kind": "CONSTANT", "perHour": 60}}},
         {"name": "live", "bases": [{"source": "live"}],
          "members": [{"machine": "live"}, {"name": "twin-#", "count": 1, "red": ["MAC"]}]}]}
      """;

  private static ScenarioReader.Result read(String text) {
    return ScenarioReader.read(
        "test.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Blueprint site() {
    ScenarioReader.Result result = read(SITE);
    return assertInstanceOf(ScenarioReader.Result.Read.class, result, result::toString).blueprint();
  }

  private static ForkMember named(Forks forks, String name) {
    for (int row = 0; row < forks.members().size(); row++) {
      ForkMember member = forks.members().get(row);
      if (member != null && member.name().equals(name)) {
        return member;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void whatAFileDeclaresIsThereWhenTheSiteBegins() {
    Worlds worlds = Worlds.of(site());
    RandomForks.whole(worlds.world());
    Forks forks = worlds.world().forks();
    ForkMember golden = named(forks, "golden");
    assertEquals(State.FROZEN, golden.state());
    assertEquals(Origin.PARENT, golden.origin());
    assertEquals(ForkBase.NO_PARENT, golden.base());
    ForkMember second = named(forks, "c-2");
    assertEquals(1, second.base(), "it goes on over the base that was made of it");
    assertEquals(1, named(forks, "c-1").generation());
    assertEquals(2, named(forks, "leaf-1").generation());
    assertEquals(State.FAILED, named(forks, "lost").state());
    ForkMember live = named(forks, "live");
    assertEquals(State.RUNNING, live.state());
    assertEquals(
        List.of(DiskChain.LINKED, DiskChain.RUNNING),
        forks.group(golden.group()).orElseThrow().bases().stream().map(ForkBase::chain).toList());
    SharingSums sums = forks.sums(golden.group());
    assertEquals(5, sums.members());
    assertEquals(800L << 20, sums.base());
    assertEquals(60L << 20, sums.diverged());
    assertEquals(3L << 20, sums.swapped());
    assertTrue(!named(forks, "twin-1").gate().isOpen());
  }

  @Test
  void whatWasDeclaredLivesOn() {
    Worlds worlds = Worlds.of(site());
    SharingSums before = worlds.world().forks().sums(named(worlds.world().forks(), "c-1").group());
    worlds.pass(Duration.ofMinutes(2));
    RandomForks.whole(worlds.world());
    Forks forks = worlds.world().forks();
    assertNotEquals(before, forks.sums(named(forks, "c-1").group()), "guests write");
    assertTrue(
        forks.membersOf(named(forks, "c-1").group()).stream()
            .anyMatch(member -> member.origin() == Origin.ELASTIC),
        "the warm pool is filled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\": \"web\", | | scenario.missing | $.forkGroups[0]",
        "\"machine\": \"golden\" | \"machine\": \"none\" | scenario.dangling |"
            + " $.forkGroups[0].members[0].machine",
        "{\"machine\": \"golden\"} | {\"machine\": \"golden\"}, {\"machine\": \"golden\"} |"
            + " scenario.fork-twice | $.forkGroups[0].members[1].machine",
        "{\"machine\": \"golden\"} | {\"machine\": \"golden\", \"state\": \"RUNNING\"} |"
            + " scenario.expected | $.forkGroups[0].members[0].state",
        "{\"machine\": \"golden\"} | {\"machine\": \"golden\", \"state\": \"STARTING\"} |"
            + " scenario.expected | $.forkGroups[0].members[0].state",
        "{\"machine\": \"live\"} | {\"machine\": \"live\", \"state\": \"FROZEN\"} |"
            + " scenario.expected | $.forkGroups[1].members[0].state",
        "{\"machine\": \"live\"} | {\"machine\": \"live\", \"red\": [\"MAC\"]} |"
            + " scenario.expected | $.forkGroups[1].members[0].red",
        "{\"machine\": \"live\"} | {\"machine\": \"golden\"} | scenario.fork-twice |"
            + " $.forkGroups[1].members[0].machine",
        "{\"source\": \"live\"} | {\"source\": \"saved\"} | scenario.not-forkable |"
            + " $.forkGroups[1].bases[0].source",
        "{\"source\": \"live\"} | {\"host\": \"h\", \"memory\": \"2 GiB\"} | scenario.missing |"
            + " $.forkGroups[1].bases[0]",
        "{\"source\": \"live\"} | {} | scenario.missing | $.forkGroups[1].bases[0]",
        "{\"source\": \"live\"} | {\"source\": \"live\", \"host\": \"dark\"} | scenario.expected |"
            + " $.forkGroups[1].bases[0]",
        "{\"source\": \"live\"} | {\"source\": \"live\", \"delta\": true} | scenario.expected |"
            + " $.forkGroups[1].bases[0].delta",
        "{\"source\": \"live\"} | {\"source\": \"live\", \"resident\": \"3 GiB\"} |"
            + " scenario.expected | $.forkGroups[1].bases[0].resident",
        "{\"source\": \"live\"} | {\"source\": \"live\", \"state\": \"LOST\"} | scenario.expected |"
            + " $.forkGroups[1].members[0].machine",
        "{\"source\": \"live\"} | {\"source\": \"live\", \"chain\": \"LINKED\","
            + " \"diskDepth\": 30} | scenario.expected | $.forkGroups[1].members[1]",
        "\"over\": 0 | \"over\": 1 | scenario.expected | $.forkGroups[0].bases[1].over",
        "\"over\": 0 | \"over\": 0, \"memory\": \"2 GiB\" | scenario.expected |"
            + " $.forkGroups[0].bases[1].memory",
        "\"base\": 1 | \"base\": 2 | scenario.expected | $.forkGroups[0].members[2].base",
        "\"base\": 1 | \"base\": -1 | scenario.expected | $.forkGroups[0].members[2].base",
        "\"20 MiB\" | \"2 GiB\" | scenario.expected | $.forkGroups[0].members[1].diverged",
        "\"1 MiB\" | \"1 GiB\" | scenario.expected | $.forkGroups[0].members[1].swapped",
        "\"4 MiB\" | \"11 GiB\" | scenario.expected | $.forkGroups[0].members[1].stored",
        "\"leaf-#\" | \"c-#\" | scenario.same-name | $.forkGroups[0].members[2].name",
        "\"leaf-#\" | \"leaf\" | scenario.expected | $.forkGroups[0].members[2].name",
        "\"e-##\" | \"e\" | scenario.expected | $.forkGroups[0].elastic.names",
        "\"warmPool\": 2 | \"warmPool\": 6 | scenario.expected | $.forkGroups[0].elastic.warmPool",
        "\"warmPool\": 2 | \"network\": \"x\" | scenario.dangling |"
            + " $.forkGroups[0].elastic.network",
        "\"warmPool\": 2 | \"coolDown\": \"5 min\" | scenario.expected |"
            + " $.forkGroups[0].elastic.coolDown",
        "\"perHour\": 60 | \"perHour\": 2000000000 | scenario.expected |"
            + " $.forkGroups[0].elastic.arrivals",
        "\"CONSTANT\", \"perHour\": 60 | \"TRACE\", \"perMinute\": [] | scenario.expected |"
            + " $.forkGroups[0].elastic.arrivals.perMinute",
        "\"CONSTANT\", \"perHour\": 60 | \"TRACE\", \"perMinute\": [1, -1] | scenario.expected |"
            + " $.forkGroups[0].elastic.arrivals.perMinute[1]",
        "\"CONSTANT\", \"perHour\": 60 | \"SPIKY\", \"perHour\": 1, \"lasts\": \"PT2H\" |"
            + " scenario.expected | $.forkGroups[0].elastic.arrivals.lasts",
        "\"1 GiB\", \"workload\": \"WEB\" | \"1 GiB\", \"tools\": \"NOT_INSTALLED\" |"
            + " scenario.expected | $.forkGroups[0].elastic",
        "\"bases\": [{\"source\": \"live\"}] | \"bases\": [] | scenario.missing |"
            + " $.forkGroups[1].bases"
      })
  void aFaultyPartIsRefusedWithItsPlaceAndWhatWasExpected(
      String part, String instead, String code, String path) {
    assertTrue(SITE.contains(part), part);
    List<Problem> problems =
        assertInstanceOf(
                ScenarioReader.Result.Faulty.class,
                read(SITE.replace(part, instead == null ? "" : instead)))
            .problems();
    Problem found =
        problems.stream()
            .filter(problem -> problem.code().equals(code))
            .filter(problem -> problem.args().get(3).equals(path))
            .findFirst()
            .orElseThrow(() -> new AssertionError(problems));
    Messages words = new Messages(Locale.ENGLISH);
    assertTrue(words.what(found).startsWith("test.json, line "), words.what(found));
    assertTrue(!words.cure(found).isBlank());
  }
}
