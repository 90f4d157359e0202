package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_TWO;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Middlebox.Hashing;
import io.coppice.model.overlay.Middlebox.Tracking;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.fault.FaultKind;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is predicted where middleboxes translate addresses is what becomes of frames. */
class TranslationPredictionTest {
  private static final int NETWORKS = Integer.getInteger("coppice.networks", 60);
  private static final List<MachineId> MACHINES = List.of(ONE, TWO, FOUR, FIVE);

  /** Makes the same network for the same seed. */
  private static NetworkLab lab(long seed) {
    Random random = new Random(seed);
    // the first number that is drawn is much the same for all small seeds
    List<Encapsulation> all = Encapsulation.OVERLAYS;
    NetworkLab lab = new NetworkLab(all.get((int) (seed % all.size())));
    random.nextInt();
    MACHINES.forEach(it -> lab.move(it, random.nextInt(4)));
    if (random.nextInt(3) > 0) {
      oneWay(lab);
    }
    List<FabricNode> nodes = lab.fabric().nodes();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      Tracking tracking = Tracking.values()[random.nextInt(Tracking.values().length)];
      boolean translates = random.nextInt(4) > 0;
      lab.box(
          nodes.get(random.nextInt(nodes.size())).name(),
          new Middlebox(tracking, List.of(), translates, Hashing.FLOW));
    }
    return lab;
  }

  private static Predictor.Answer predicted(NetworkLab lab, MachineId from, MachineId to) {
    String name = lab.snapshot().inventory().machine(from).name();
    return Predictor.answer(
        new SimNetwork("lab").at(lab.snapshot()), Question.small(name, lab.address(to)));
  }

  @Test
  void whatIsPredictedIsWhatFramesDid() {
    Map<NetworkDrop.Cause, Integer> causes = new EnumMap<>(NetworkDrop.Cause.class);
    int passed = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      for (MachineId from : MACHINES) {
        for (MachineId to : MACHINES) {
          NetworkLab lab = lab(seed);
          String about = "seed " + seed + ", " + from + " to " + to;
          Predictor.Answer answer = predicted(lab, from, to);
          Verdict verdict = answer.trace().verdict();
          GuestNetwork.Echo echo = lab.ping(from, to);
          if (from.equals(to)) {
            continue;
          }
          if (verdict instanceof Verdict.Unknown) {
            boolean some = answer.ways().stream().anyMatch(it -> it.verdict().isPassed());
            assertTrue(some, about + ": equal-cost ways differ, or nothing is unknown");
            continue;
          }
          boolean arrived = echo.reply().isPresent();
          assertEquals(arrived, verdict.isPassed(), about + ": " + verdict);
          Optional<NetworkDrop.Cause> cause = NetworkLab.cause(echo.delivery());
          if (!arrived && cause.isPresent()) {
            causes.merge(cause.get(), 1, Integer::sum);
            List<String> rules =
                answer.ways().stream().map(it -> ((Verdict.Dropped) it.verdict()).rule()).toList();
            assertTrue(
                rules.contains("middlebox: " + cause.get().code()),
                about + ": " + cause + ", predicted " + rules);
          }
          passed += arrived ? 1 : 0;
        }
      }
    }
    assertTrue(passed > 50, "passed: " + passed);
    assertTrue(causes.getOrDefault(NetworkDrop.Cause.NO_MAPPING, 0) > 10, causes.toString());
    assertTrue(causes.getOrDefault(NetworkDrop.Cause.NO_PORTS, 0) > 10, causes.toString());
  }

  /** Of two equal ways, one is left. */
  private static void oneWay(NetworkLab lab) {
    lab.links(it -> isSecond(it.a().node()) || isSecond(it.b().node()) ? it.withUp(false) : it);
  }

  private static boolean isSecond(String node) {
    return node.equals("spine-2") || node.startsWith("leaf") && node.endsWith("b");
  }

  /** The spine translates what comes from the rack of the one and goes to that of the other. */
  private static NetworkLab translating(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    oneWay(lab);
    lab.move(ONE, 0);
    lab.move(TWO, 2);
    return lab.box("spine-1", new Middlebox(Tracking.NONE, List.of(), true, Hashing.FLOW));
  }

  @ParameterizedTest
  @EnumSource(
      value = Encapsulation.class,
      names = {"VXLAN", "GENEVE", "STT"})
  void theAnswerOfATunnelGoesToAPortThatWasGivenToNobody(Encapsulation encapsulation) {
    NetworkLab lab = translating(encapsulation);
    Trace trace = predicted(lab, ONE, TWO).trace();
    Verdict.Dropped dropped = assertInstanceOf(Verdict.Dropped.class, trace.verdict());
    assertEquals("middlebox: no-mapping", dropped.rule());
    Journey asked = trace.of(Journey.Purpose.ADDRESS_REQUEST).orElseThrow();
    assertTrue(asked.verdict().isPassed(), "the question came through");
    Hop translated =
        asked.hops().stream()
            .filter(it -> it.decided().code().equals("trace.translated"))
            .findFirst()
            .orElseThrow();
    Frame.Ip before = (Frame.Ip) translated.before().orElseThrow().payload();
    Frame.Ip after = (Frame.Ip) translated.after().orElseThrow().payload();
    assertEquals(before.target(), after.target());
    assertEquals(translated.decided().args().getLast().split(":")[0], after.source().toString());
    assertEquals(20_000, ((Frame.Tunnelled) after.content()).sourcePort());
  }

  private static List<Fault> boxFaults(NetworkLab lab) {
    return Diagnosis.of(new SimNetwork("lab").at(lab.snapshot())).stream()
        .filter(fault -> fault.kind() == FaultKind.MIDDLEBOX)
        .toList();
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void aBoxThatTranslatesTunnelsIsAFault(Encapsulation encapsulation) {
    List<Fault> faults = boxFaults(translating(encapsulation));
    assertEquals(
        List.of(encapsulation.hasPorts() ? "fault.box-no-mapping" : "fault.box-no-ports"),
        faults.stream().map(fault -> fault.words().code()).distinct().toList());
    assertEquals("spine-1", faults.getFirst().where().getFirst().node());
  }

  @Test
  void whereEveryPingIsAnsweredNoBoxIsAFault() {
    int healthy = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      NetworkLab lab = lab(seed);
      oneWay(lab);
      List<Fault> faults = boxFaults(lab);
      boolean answered = true;
      for (MachineId from : MACHINES) {
        for (MachineId to : MACHINES) {
          answered &= from.equals(to) || lab.ping(from, to).reply().isPresent();
        }
      }
      answered &= lab.ping(OTHER_ONE, OTHER_TWO).reply().isPresent();
      answered &= lab.ping(OTHER_TWO, OTHER_ONE).reply().isPresent();
      if (answered) {
        healthy++;
        assertEquals(List.of(), faults, "seed " + seed);
      }
    }
    assertTrue(healthy > 0, "none was healthy");
  }

  @Test
  void nvgreHasNoPortsToTranslate() {
    Verdict verdict = predicted(translating(Encapsulation.NVGRE), ONE, TWO).trace().verdict();
    assertEquals("middlebox: no-ports", ((Verdict.Dropped) verdict).rule());
  }
}
