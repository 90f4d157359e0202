package io.coppice.ui.kit;

import io.coppice.backend.SiteEvent;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import java.util.Locale;

/** The console's words, and how quantities and times are written, in one language. */
public final class Texts {
  private final Messages messages;

  public Texts(Locale locale) {
    this.messages = new Messages(locale);
  }

  public Locale locale() {
    return messages.locale();
  }

  /** The text of a key, filled; the key itself if there is none, which a test finds. */
  public String get(String key, Object... args) {
    return messages.get(key, args);
  }

  /** Whether the key has a text. */
  public boolean has(String key) {
    return messages.has(key);
  }

  public String what(Problem problem) {
    return messages.what(problem);
  }

  public String cure(Problem problem) {
    return messages.cure(problem);
  }

  public String event(SiteEvent event) {
    return messages.event(event.code(), event.args());
  }
}
