package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Faults, traces and differences as JSON for scripts. Names of members stay as they are. */
final class HostsJson {
  private final ObjectMapper mapper = new ObjectMapper();
  private final Messages words;

  HostsJson(Messages words) {
    this.words = words;
  }

  private String written(ObjectNode node) {
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  String check(Reading reading, List<Fault> faults) {
    ObjectNode root = mapper.createObjectNode();
    root.put("title", reading.state().title());
    reading.state().collected().ifPresent(time -> root.put("collected", time.toString()));
    root.put("segments", reading.state().segments().size());
    HostsCommand.unjudged(reading.state()).ifPresent(count -> root.put("tunnelsNotJudged", count));
    ArrayNode list = root.putArray("faults");
    for (Fault fault : faults) {
      ObjectNode node = list.addObject();
      node.put("kind", fault.kind().name());
      node.put("severity", fault.severity().name());
      node.put("what", words.what(fault.words()));
      node.put("cure", words.cure(fault.words()));
      fault.segment().ifPresent(segment -> node.put("segment", segment));
      ArrayNode where = node.putArray("where");
      fault
          .where()
          .forEach(end -> where.addObject().put("host", end.node()).put("device", end.device()));
      ArrayNode proofs = node.putArray("proofs");
      fault.proofs().stream().filter(p -> !p.isNone()).forEach(p -> proof(proofs.addObject(), p));
      commands(node, fault.cure());
      if (!fault.cure().isEmpty()) {
        node.put("faultsAfterCure", Diagnosis.of(fault.cured(reading.state())).size());
      }
    }
    ArrayNode problems = root.putArray("problems");
    for (Problem problem : reading.problems()) {
      problems
          .addObject()
          .put("severity", problem.severity().name())
          .put("what", words.what(problem))
          .put("cure", words.cure(problem));
    }
    return written(root);
  }

  private static void proof(ObjectNode node, Proof proof) {
    node.put("file", proof.file());
    node.put("line", proof.line());
    node.put("offset", proof.start());
    node.put("text", proof.text());
  }

  private static void commands(ObjectNode node, List<Change> changes) {
    ArrayNode commands = node.putArray("commands");
    changes.forEach(c -> commands.addObject().put("host", c.node()).put("command", c.command()));
  }

  String trace(Trace trace) {
    ObjectNode root = mapper.createObjectNode();
    root.put("from", trace.question().from());
    root.put("to", trace.question().to().toString());
    root.put("bytes", trace.question().payloadBytes());
    verdict(root, trace.verdict());
    ArrayNode journeys = root.putArray("journeys");
    for (Journey journey : trace.journeys()) {
      ObjectNode node = journeys.addObject();
      node.put("purpose", journey.purpose().name());
      node.put("from", journey.from());
      verdict(node, journey.verdict());
      ArrayNode hops = node.putArray("hops");
      journey.hops().forEach(hop -> hop(hops.addObject(), hop));
    }
    return written(root);
  }

  private void hop(ObjectNode node, Hop hop) {
    node.put("host", hop.node());
    hop.in().ifPresent(in -> node.put("in", in));
    hop.out().ifPresent(out -> node.put("out", out));
    node.put("step", hop.step().name());
    node.put("decided", words.event(hop.decided().code(), hop.decided().args()));
    if (!hop.row().isNone()) {
      proof(node.putObject("row"), hop.row());
    }
    hop.choice()
        .ifPresent(
            choice -> {
              ObjectNode ways = node.putObject("equalCost");
              ways.put("taken", choice.taken());
              ways.put("certain", choice.certain());
              ArrayNode list = ways.putArray("ways");
              choice
                  .ways()
                  .forEach(
                      way ->
                          list.addObject()
                              .put("device", way.device())
                              .put("gateway", way.gateway().map(Object::toString).orElse("")));
            });
    hop.before().ifPresent(frame -> node.put("before", hex(frame)));
    hop.after().ifPresent(frame -> node.put("after", hex(frame)));
    verdict(node, hop.verdict());
  }

  private static String hex(Frame frame) {
    return HexFormat.of().formatHex(frame.bytes());
  }

  private void verdict(ObjectNode node, Verdict verdict) {
    switch (verdict) {
      case Verdict.Passed passed -> node.put("verdict", "passed");
      case Verdict.Dropped dropped -> {
        node.put("verdict", "dropped");
        node.put("rule", dropped.rule());
        node.put("reason", words.what(dropped.why()));
        node.put("cure", words.cure(dropped.why()));
        commands(node, dropped.cure());
      }
      case Verdict.Unknown unknown -> {
        node.put("verdict", "unknown");
        node.put("reason", words.what(unknown.why()));
        node.put("cure", words.cure(unknown.why()));
      }
    }
  }

  String diff(List<NetworkDifference.Item> items) {
    ObjectNode root = mapper.createObjectNode();
    ArrayNode list = root.putArray("changes");
    for (NetworkDifference.Item item : items) {
      ObjectNode node = list.addObject();
      node.put("host", item.node());
      node.put("what", item.what());
      item.before().ifPresent(before -> node.put("before", before));
      item.after().ifPresent(after -> node.put("after", after));
      if (!item.beforeRow().isNone()) {
        proof(node.putObject("beforeRow"), item.beforeRow());
      }
      if (!item.afterRow().isNone()) {
        proof(node.putObject("afterRow"), item.afterRow());
      }
    }
    return written(root);
  }
}
