package io.coppice.scenario;

import io.coppice.model.Problem;
import io.coppice.scenario.LocatedJson.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON into values that know where they stand. Depth and lengths are bounded; a key may stand
 * once in an object.
 */
final class JsonParser {
  /** Room for the deepest chain of snapshots, 32, at two levels each. */
  private static final int DEEPEST = 128;

  private static final int LONGEST_STRING = 1 << 20;
  private static final int LONGEST_NUMBER = 40;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String VALUE = "{...} [...] \"...\" 0 true false null";

  /** What the library says it stumbled over; of the rest of its words nothing is told. */
  private static final List<Pattern> FOUND =
      List.of(
          Pattern.compile("Unexpected character \\('(.)'.*", Pattern.DOTALL),
          Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'.*", Pattern.DOTALL),
          Pattern.compile("Unexpected close marker '(.)'.*", Pattern.DOTALL));

  private static final Pattern CONTROL = Pattern.compile(".*CTRL-CHAR, code (\\d{1,7}).*");
  private static final Pattern NO_NUMBER = Pattern.compile("[-+]?(?:NaN|INF|Infinity)");
  private static final String PARTS = " \t\r\n,:{}[]";
  private static final int LONGEST_FOUND = 60;

  private final String text;
  private final tools.jackson.core.JsonParser parser;

  /** Where the reader stands, what may stand there, and the member that was read before. */
  private String path = "$";

  private String awaited = "{...}";
  private String before = "";

  private JsonParser(String text, tools.jackson.core.JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /** What keeps a file from being JSON. */
  static final class BadJson extends IOException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final transient Where where;
    private final transient List<Object> more;

    private BadJson(String code, Where where, Object... more) {
      super(code + " at " + where);
      this.code = code;
      this.where = where;
      this.more = List.of(more);
    }

    Problem problem(String file) {
      ScenarioErrors errors = new ScenarioErrors(file);
      errors.add(code, where, more.toArray());
      return errors.problems().getFirst();
    }
  }

  /**
   * Reads one value and makes sure that nothing follows it.
   *
   * @throws BadJson naming line, column and path
   */
  static LocatedJson read(byte[] bytes) throws IOException {
    String text = decoded(bytes);
    try (tools.jackson.core.JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonParser(text, parser).whole();
    }
  }

  /** UTF-8, with or without the mark at its beginning. */
  private static String decoded(byte[] bytes) throws BadJson {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError() || text.indexOf(0) >= 0) {
      // Half of every sign of a wider encoding is zero, or no UTF-8.
      String before = result.isError() ? text : text.substring(0, text.indexOf(0));
      throw new BadJson("scenario.not-utf8", place(before, before.length(), "$"));
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Where place(String text, int offset, String path) {
    int line = 1;
    int start = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
      start = at + 1;
    }
    return new Where(line, Math.max(0, offset - start) + 1, path);
  }

  private LocatedJson whole() throws BadJson {
    try {
      if (parser.nextToken() == null) {
        throw bad("scenario.empty", null);
      }
      LocatedJson value = value();
      path = "$";
      awaited = "";
      if (parser.nextToken() != null) {
        throw bad("scenario.behind", parser.currentTokenLocation());
      }
      return value;
    } catch (UnexpectedEndOfInputException e) {
      stepIntoMember();
      throw bad("scenario.cut-off", e.getLocation(), awaited);
    } catch (StreamConstraintsException e) {
      stepIntoMember();
      boolean deep = parser.streamReadContext().getNestingDepth() >= DEEPEST;
      throw deep
          ? bad("scenario.too-deep", e.getLocation(), DEEPEST)
          : bad("scenario.too-long", e.getLocation(), LONGEST_NUMBER, LONGEST_STRING);
    } catch (JacksonException e) {
      String said = e.getOriginalMessage();
      if (awaited.isEmpty()) {
        throw bad("scenario.behind", e.getLocation());
      }
      if (said.startsWith("Duplicate")) {
        throw bad("scenario.twice", e.getLocation(), parser.currentName());
      }
      stepIntoMember();
      int offset = Math.clamp(e.getLocation().getCharOffset(), 0, text.length());
      String found = found(said, offset);
      if (NO_NUMBER.matcher(found).matches()) {
        int at = Math.max(0, text.lastIndexOf(found, offset));
        throw new BadJson("scenario.not-number", place(text, at, path), found);
      }
      if (awaited.equals(", " + found)) {
        // A comma stands before the end.
        awaited = found.equals("}") ? "\"...\"" : VALUE;
      }
      throw bad("scenario.syntax", e.getLocation(), awaited, found);
    }
  }

  /** The library reads a member's value together with its name: what is wrong may be either. */
  private void stepIntoMember() {
    TokenStreamContext context = parser.streamReadContext();
    String name = context.inObject() ? context.currentName() : null;
    if (name != null && !name.equals(before)) {
      path += '.' + name;
      awaited = VALUE;
    }
  }

  private BadJson bad(String code, TokenStreamLocation near, Object... more) {
    TokenStreamLocation at = near == null || near.getLineNr() < 1 ? parser.currentLocation() : near;
    return new BadJson(
        code, new Where(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), path), more);
  }

  /** The character or word that the library stumbled over; else what stands there. */
  private String found(String said, int offset) {
    for (Pattern pattern : FOUND) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    Matcher control = CONTROL.matcher(said);
    if (control.matches()) {
      return Character.toString(Integer.parseInt(control.group(1)));
    }
    int from = offset;
    while (from > 0 && offset - from < LONGEST_FOUND && PARTS.indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    int to = offset;
    while (to < text.length() && to - from < LONGEST_FOUND && PARTS.indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return from == to
        ? text.substring(from, Math.min(text.length(), to + 1))
        : text.substring(from, to);
  }

  /** Title and summary, which stand before anything large in a scenario. */
  static Scenarios.Head head(InputStream in) throws IOException {
    try (tools.jackson.core.JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), in)) {
      String title = "";
      String summary = "";
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
          break;
        }
        if (name.equals("title")) {
          title = parser.getString();
        } else if (name.equals("summary")) {
          summary = parser.getString();
        }
      }
      return new Scenarios.Head(title, summary);
    } catch (JacksonException e) {
      throw new IOException(e);
    }
  }

  private LocatedJson value() {
    TokenStreamLocation at = parser.currentTokenLocation();
    Where where = new Where(at.getLineNr(), at.getColumnNr(), path);
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(where);
      case START_ARRAY -> array(where);
      case VALUE_STRING -> new LocatedJson.Text(where, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(where);
      case VALUE_TRUE -> new LocatedJson.Bool(where, true);
      case VALUE_FALSE -> new LocatedJson.Bool(where, false);
      default -> new LocatedJson.Nothing(where);
    };
  }

  private LocatedJson.Num number(Where where) {
    double value = parser.getDoubleValue();
    String written = parser.getString();
    boolean plain = value == (long) value && written.equals(Long.toString((long) value));
    return new LocatedJson.Num(where, value, plain ? "" : written);
  }

  private LocatedJson object(Where where) {
    Map<String, LocatedJson> members = new LinkedHashMap<>();
    before = "";
    awaited = "\"...\" }";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      path = where.path() + '.' + name;
      before = name;
      awaited = VALUE;
      parser.nextToken();
      members.put(name, value());
      path = where.path();
      before = name;
      awaited = ", }";
    }
    return new LocatedJson.Obj(where, members);
  }

  private LocatedJson array(Where where) {
    List<LocatedJson> elements = new ArrayList<>();
    awaited = VALUE + " ]";
    while (true) {
      path = where.path() + '[' + elements.size() + ']';
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        return new LocatedJson.Arr(where, elements);
      }
      elements.add(value());
      awaited = ", ]";
    }
  }
}
