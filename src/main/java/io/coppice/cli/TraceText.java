package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.model.overlay.trace.Words;

/** A trace as lines: a journey a paragraph, a hop a line, and at a drop its reason and cure. */
final class TraceText {
  private final Messages words;

  TraceText(Messages words) {
    this.words = words;
  }

  String of(Trace trace) {
    StringBuilder text = new StringBuilder();
    text.append(trace.question().from()).append(" -> ").append(trace.question().to());
    text.append(" (").append(trace.question().payloadBytes()).append(" B): ");
    text.append(
        words.get(
            switch (trace.verdict()) {
              case Verdict.Passed passed -> "cli.hosts.answered";
              case Verdict.Dropped dropped -> "cli.hosts.not-answered";
              case Verdict.Unknown unknown -> "cli.hosts.unknown";
            }));
    why(text, trace.verdict(), "  ");
    for (Journey journey : trace.journeys()) {
      text.append('\n').append('\n').append(words.get("cli.hosts.journey." + journey.purpose()));
      for (Hop hop : journey.hops()) {
        hop(text, hop);
      }
    }
    return text.toString();
  }

  private void hop(StringBuilder text, Hop hop) {
    text.append("\n  ").append(hop.node());
    hop.in().ifPresent(in -> text.append(' ').append(in));
    hop.out().ifPresent(out -> text.append(" > ").append(out));
    text.append("  ").append(hop.step()).append("  ").append(said(hop.decided()));
    if (!hop.row().isNone()) {
      text.append("\n      ").append(hop.row().place()).append("  ").append(hop.row().text());
    }
    why(text, hop.verdict(), "      ");
  }

  private String said(Words decided) {
    return words.event(decided.code(), decided.args());
  }

  private void why(StringBuilder text, Verdict verdict, String indent) {
    switch (verdict) {
      case Verdict.Passed passed -> {}
      case Verdict.Dropped dropped -> {
        text.append('\n').append(indent).append("[").append(dropped.rule()).append("] ");
        text.append(words.what(dropped.why())).append(' ').append(words.cure(dropped.why()));
        for (Change change : dropped.cure()) {
          text.append('\n').append(indent).append("  ").append(change.node()).append("# ");
          text.append(change.command());
        }
      }
      case Verdict.Unknown unknown -> {
        text.append('\n').append(indent).append("[?] ");
        text.append(words.what(unknown.why())).append(' ').append(words.cure(unknown.why()));
      }
    }
  }
}
