package io.coppice.ui.fork.shared.marks;

import io.coppice.model.fork.ForkMember;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** The icon, tone and word of a member's state; the shape says what the colour says. */
public final class MemberMark {
  private MemberMark() {}

  public static Icons icon(ForkMember.State state) {
    return switch (state) {
      case STARTING -> Icons.RUNNING;
      case RUNNING -> Icons.POWERED_ON;
      case PAUSED -> Icons.SUSPENDED;
      case FROZEN -> Icons.FREEZE;
      case STOPPED -> Icons.POWERED_OFF;
      case FAILED -> Icons.ERROR;
    };
  }

  /** The style class of its colour. */
  public static String tone(ForkMember.State state) {
    return switch (state) {
      case STARTING, FROZEN -> "accent";
      case RUNNING -> "ok";
      case PAUSED -> "warn";
      case STOPPED -> "quiet";
      case FAILED -> "bad";
    };
  }

  /** A new icon in its colour. */
  public static FontIcon node(ForkMember.State state) {
    return icon(state).node(tone(state));
  }

  public static String word(ForkMember.State state, Texts texts) {
    return texts.get("forks.state." + state);
  }

  public static String word(ForkMember.Origin origin, Texts texts) {
    return texts.get("forks.origin." + origin);
  }
}
