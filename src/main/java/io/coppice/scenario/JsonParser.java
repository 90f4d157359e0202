package io.coppice.scenario;

import io.coppice.model.Problem;
import io.coppice.scenario.LocatedJson.Where;
import java.io.IOException;
import java.io.InputStream;
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
  private static final Pattern FOUND =
      Pattern.compile("Unexpected character \\('(.)'.*|Unrecognized token '(.*?)'.*");

  private final tools.jackson.core.JsonParser parser;

  /** Where the reader stands, what may stand there, and the member that was read before. */
  private String path = "$";

  private String awaited = "{...}";
  private String before = "";

  private JsonParser(tools.jackson.core.JsonParser parser) {
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
  static LocatedJson read(InputStream in) throws BadJson {
    try (tools.jackson.core.JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), in)) {
      return new JsonParser(parser).whole();
    }
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
      String found = found(said);
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

  /**
   * The character or word that the library stumbled over; else what it says, without its advice.
   */
  private static String found(String said) {
    Matcher matcher = FOUND.matcher(said);
    if (matcher.matches()) {
      return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
    int advice = said.indexOf("): ");
    return advice < 0 ? said : said.substring(0, advice + 1);
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
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new LocatedJson.Num(where, parser.getDoubleValue());
      case VALUE_TRUE -> new LocatedJson.Bool(where, true);
      case VALUE_FALSE -> new LocatedJson.Bool(where, false);
      default -> new LocatedJson.Nothing(where);
    };
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
