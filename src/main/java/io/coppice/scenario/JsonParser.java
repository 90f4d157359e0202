package io.coppice.scenario;

import io.coppice.scenario.Json.Where;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON into values that know where they stand. Depth and lengths are bounded; a key may stand
 * once in an object.
 */
final class JsonParser {
  /** Room for the deepest chain of snapshots, 32, at two levels each. */
  private static final int DEEPEST = 128;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(1 << 20)
                  .maxNumberLength(40)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final tools.jackson.core.JsonParser parser;

  private JsonParser(tools.jackson.core.JsonParser parser) {
    this.parser = parser;
  }

  /** What keeps a file from being JSON. */
  static final class BadJson extends IOException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    BadJson(String message, TokenStreamLocation at) {
      super(message);
      this.line = at == null ? 1 : Math.max(1, at.getLineNr());
      this.column = at == null ? 1 : Math.max(1, at.getColumnNr());
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }
  }

  /**
   * Reads one value and makes sure that nothing follows it.
   *
   * @throws BadJson naming line and column
   */
  static Json read(InputStream in) throws BadJson {
    try (tools.jackson.core.JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), in)) {
      JsonParser reader = new JsonParser(parser);
      if (parser.nextToken() == null) {
        throw new BadJson("the file is empty", parser.currentLocation());
      }
      Json value = reader.value("$");
      if (parser.nextToken() != null) {
        throw new BadJson("something stands behind the end", parser.currentTokenLocation());
      }
      return value;
    } catch (JacksonException e) {
      throw new BadJson(e.getOriginalMessage(), e.getLocation());
    }
  }

  /** Title and summary, which stand before anything large in a scenario. */
  static Scenarios.Head head(InputStream in) throws BadJson {
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
      throw new BadJson(e.getOriginalMessage(), e.getLocation());
    }
  }

  private Where where(String path) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Where(at.getLineNr(), at.getColumnNr(), path);
  }

  private Json value(String path) {
    Where where = where(path);
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, where);
      case START_ARRAY -> array(path, where);
      case VALUE_STRING -> new Json.Text(where, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(where, parser.getDoubleValue());
      case VALUE_TRUE -> new Json.Bool(where, true);
      case VALUE_FALSE -> new Json.Bool(where, false);
      default -> new Json.Nothing(where);
    };
  }

  private Json object(String path, Where where) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(path + '.' + name));
    }
    return new Json.Obj(where, members);
  }

  private Json array(String path, Where where) {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(path + '[' + elements.size() + ']'));
    }
    return new Json.Arr(where, elements);
  }
}
