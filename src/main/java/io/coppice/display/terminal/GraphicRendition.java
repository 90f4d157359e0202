package io.coppice.display.terminal;

import io.coppice.display.terminal.EscapeParser.Parameters;

/** SGR (ECMA-48 8.3.117, ITU-T T.416 13.1.8 and xterm's older form with semicolons). */
final class GraphicRendition {
  private GraphicRendition() {}

  /** A style after what the parameters say of it. */
  static CellStyle apply(CellStyle before, Parameters parameters) {
    if (parameters.count() == 0) {
      return plain(before);
    }
    CellStyle style = before;
    int at = 0;
    while (at < parameters.count()) {
      int parts = parameters.parts(at);
      int code = parameters.raw(at);
      switch (code) {
        case 38, 48, 58 -> {
          if (parts > 1) {
            style = coloured(style, code, withColons(parameters, at, parts));
          } else {
            int kind = parameters.raw(at + 1);
            style = coloured(style, code, withSemicolons(parameters, at));
            parts = kind == 5 ? 3 : kind == 2 ? 5 : 2;
          }
        }
        case 4 -> style = underlined(style, parts > 1 ? parameters.raw(at + 1) : 1);
        default -> style = simple(style, code);
      }
      at += parts;
    }
    return style;
  }

  private static CellStyle plain(CellStyle before) {
    return CellStyle.PLAIN.with(before.marks() & CellStyle.PROTECTED);
  }

  private static CellStyle underlined(CellStyle style, int kind) {
    CellStyle none = style.without(CellStyle.UNDERLINE | CellStyle.DOUBLE_UNDERLINE);
    return switch (kind) {
      case 0 -> none;
      case 2 -> none.with(CellStyle.DOUBLE_UNDERLINE);
      default -> none.with(CellStyle.UNDERLINE);
    };
  }

  private static CellStyle coloured(CellStyle style, int code, int colour) {
    if (colour == CellStyle.DEFAULT) {
      return style; // no such colour; the colour of underlines (58) is read and not shown
    }
    return switch (code) {
      case 38 -> style.withForeground(colour);
      case 48 -> style.withBackground(colour);
      default -> style;
    };
  }

  /** {@code 38:2::r:g:b}, {@code 38:2:r:g:b} or {@code 38:5:n}. */
  private static int withColons(Parameters parameters, int at, int parts) {
    return switch (parameters.raw(at + 1)) {
      case 2 -> parts >= 5 ? rgb(parameters, at + (parts >= 6 ? 3 : 2)) : CellStyle.DEFAULT;
      case 5 -> indexed(parameters.raw(at + 2));
      default -> CellStyle.DEFAULT;
    };
  }

  private static int withSemicolons(Parameters parameters, int at) {
    return switch (parameters.raw(at + 1)) {
      case 2 -> rgb(parameters, at + 2);
      case 5 -> indexed(parameters.raw(at + 2));
      default -> CellStyle.DEFAULT;
    };
  }

  private static int rgb(Parameters parameters, int at) {
    int red = parameters.raw(at);
    int green = parameters.raw(at + 1);
    int blue = parameters.raw(at + 2);
    return red > 255 || green > 255 || blue > 255
        ? CellStyle.DEFAULT
        : CellStyle.RGB | red << 16 | green << 8 | blue;
  }

  private static int indexed(int number) {
    return number > 255 ? CellStyle.DEFAULT : number;
  }

  private static CellStyle simple(CellStyle style, int code) {
    return switch (code) {
      case 0 -> plain(style);
      case 1 -> style.with(CellStyle.BOLD);
      case 2 -> style.with(CellStyle.FAINT);
      case 3 -> style.with(CellStyle.ITALIC);
      case 5, 6 -> style.with(CellStyle.BLINK);
      case 7 -> style.with(CellStyle.INVERSE);
      case 8 -> style.with(CellStyle.HIDDEN);
      case 9 -> style.with(CellStyle.STRIKE);
      case 21 -> underlined(style, 2);
      case 22 -> style.without(CellStyle.BOLD | CellStyle.FAINT);
      case 23 -> style.without(CellStyle.ITALIC);
      case 24 -> underlined(style, 0);
      case 25 -> style.without(CellStyle.BLINK);
      case 27 -> style.without(CellStyle.INVERSE);
      case 28 -> style.without(CellStyle.HIDDEN);
      case 29 -> style.without(CellStyle.STRIKE);
      case 39 -> style.withForeground(CellStyle.DEFAULT);
      case 49 -> style.withBackground(CellStyle.DEFAULT);
      case 53 -> style.with(CellStyle.OVERLINE);
      case 55 -> style.without(CellStyle.OVERLINE);
      default -> {
        if (code >= 30 && code <= 37) {
          yield style.withForeground(code - 30);
        }
        if (code >= 40 && code <= 47) {
          yield style.withBackground(code - 40);
        }
        if (code >= 90 && code <= 97) {
          yield style.withForeground(code - 82);
        }
        yield code >= 100 && code <= 107 ? style.withBackground(code - 92) : style;
      }
    };
  }
}
