package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.ui.kit.Texts;

/** Says in a sentence what became of a question. */
record VerdictWords(Texts texts) {
  String of(Trace trace) {
    Question question = trace.question();
    return switch (trace.verdict()) {
      case Verdict.Passed _ ->
          texts.get(
              "network.trace.answered." + question.protocol() + (trace.isFenced() ? ".fenced" : ""),
              question.payloadBytes(),
              question.to(),
              trace
                  .back()
                  .map(Journey::from)
                  .or(() -> trace.there().map(there -> there.hops().getLast().node()))
                  .orElse("–"),
              Integer.toString(question.port()));
      case Verdict.Dropped dropped -> texts.get("network.trace.lost", texts.what(dropped.why()));
      case Verdict.Unknown unknown ->
          texts.get("network.trace.not-known", texts.what(unknown.why()));
    };
  }
}
