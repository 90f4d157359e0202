package io.coppice.ui.overlay.capture;

import io.coppice.ui.kit.Texts;
import io.coppice.wire.dissect.CaptureSurvey;
import io.coppice.wire.dissect.CaptureSurvey.Compared;
import io.coppice.wire.dissect.CaptureSurvey.Machine;
import io.coppice.wire.dissect.CaptureSurvey.Trunk;
import io.coppice.wire.dissect.Conversation;
import java.util.List;
import java.util.stream.Collectors;

/** What a capture tells of its network, and how two of one path differ, in lines of text. */
final class SurveyWords {
  private static final int MOST = 500;

  private final Texts texts;
  private final StringBuilder lines = new StringBuilder();

  private SurveyWords(Texts texts) {
    this.texts = texts;
  }

  static String of(CaptureSurvey survey, Texts texts) {
    SurveyWords words = new SurveyWords(texts);
    words.survey(survey);
    return words.lines.toString();
  }

  /**
   * @param here of the capture that is shown
   * @param there of one taken further on
   */
  static String compared(CaptureSurvey here, CaptureSurvey there, String name, Texts texts) {
    SurveyWords words = new SurveyWords(texts);
    words.heading("compared", name);
    List<Compared> all = CaptureSurvey.compare(here, there);
    if (all.stream().noneMatch(Compared::isLost)) {
      words.line("nothing-lost");
    }
    all.stream()
        .limit(MOST)
        .forEach(
            it ->
                words.line(
                    it.isLost() ? "lost" : "kept",
                    it.path().service(),
                    it.path().from(),
                    it.path().to(),
                    it.sent(),
                    it.arrived()));
    return words.lines.toString();
  }

  private void heading(String key, Object... args) {
    if (!lines.isEmpty()) {
      lines.append('\n');
    }
    lines.append(texts.get("network.survey." + key, args)).append('\n');
  }

  private void line(String key, Object... args) {
    lines.append("    ").append(texts.get("network.survey." + key, args)).append('\n');
  }

  private void survey(CaptureSurvey survey) {
    heading("trunks", survey.trunks().size(), survey.segments().size());
    List<Trunk> oneWay = survey.oneWay();
    survey.trunks().entrySet().stream()
        .limit(MOST)
        .forEach(
            it ->
                line(
                    oneWay.contains(it.getKey()) ? "trunk.one-way" : "trunk",
                    it.getKey().segment(),
                    it.getKey().from(),
                    it.getKey().to(),
                    it.getValue().packets(),
                    it.getValue().bytes()));
    heading("machines", survey.machines().size());
    survey.machines().keySet().stream().limit(MOST).forEach(this::machine);
    List<Conversation> talks = survey.conversations();
    heading("conversations", talks.size());
    talks.stream()
        .limit(MOST)
        .forEach(
            it ->
                line(
                    "conversation",
                    it.protocol(),
                    it.from(),
                    it.to(),
                    it.scopes().stream().map(Object::toString).collect(Collectors.joining(" / ")),
                    it.packets(),
                    it.packetsBack()));
    heading("sizes");
    if (survey.largestOuter() > 0) {
      line("outer", survey.largestOuter());
    }
    line("inner", survey.largestInner());
    line("fragments", survey.fragments());
    line("again", survey.sentAgain());
  }

  private void machine(Machine machine) {
    String who = (machine.ip() + "  " + machine.mac()).strip();
    if (machine.kind().isEmpty()) {
      line("machine.outside", who);
    } else {
      line(
          "machine",
          who,
          machine.kind().get().label() + ' ' + Long.toUnsignedString(machine.id()),
          machine.endpoint());
    }
  }
}
