package io.coppice.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.SiteEvent;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.Megahertz;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Tag;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/**
 * Operations, events and jobs as JSON text. A record of a sealed family carries its name in {@code
 * is}: where it is declared, without "Operation", and what it is called, for example {@code
 * Machine.PowerOn}. Ids are their tokens, quantities are numbers. What is missing in an old text is
 * empty or false, what is unknown is ignored.
 */
final class Codec {
  private final Object building = new Object();
  private volatile JsonMapper built;

  /** Built when first needed: it takes a while, and a start seldom needs it. */
  private JsonMapper mapper() {
    JsonMapper is = built;
    if (is == null) {
      synchronized (building) {
        is = built;
        if (is == null) {
          is = build();
          built = is;
        }
      }
    }
    return is;
  }

  private static JsonMapper build() {
    SimpleModule values = new SimpleModule("values");
    for (Class<?> type : familyOf(EntityId.class)) {
      token(values, type);
    }
    number(values, Bytes.class, Bytes::value, Bytes::new);
    number(values, Megahertz.class, Megahertz::value, Megahertz::new);
    number(values, SimTime.class, SimTime::micros, SimTime::new);
    number(values, Duration.class, Duration::toNanos, Duration::ofNanos);
    number(values, JobId.class, JobId::value, value -> new JobId(Math.toIntExact(value)));
    text(values, Tag.class, Tag::toString, Tag::parse);
    JsonMapper.Builder builder = JsonMapper.builder().addModule(values);
    for (Map.Entry<String, Class<?>> named : names().entrySet()) {
      builder.registerSubtypes(new NamedType(named.getValue(), named.getKey()));
    }
    sealedFamilies().forEach(family -> builder.addMixIn(family, Named.class));
    return builder.build();
  }

  /** How the records of a sealed family are told apart. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Named {}

  String write(Operation operation) {
    return mapper().writerFor(Operation.class).writeValueAsString(operation);
  }

  String write(SiteEvent event) {
    return mapper().writeValueAsString(event);
  }

  String write(Job job) {
    return mapper().writeValueAsString(job);
  }

  /**
   * @throws IOException if this is no operation that this version knows
   */
  Operation operation(String text) throws IOException {
    return read(text, Operation.class);
  }

  SiteEvent event(String text) throws IOException {
    return read(text, SiteEvent.class);
  }

  Job job(String text) throws IOException {
    return read(text, Job.class);
  }

  private <T> T read(String text, Class<T> type) throws IOException {
    try {
      return mapper().readValue(text, type);
    } catch (JacksonException e) {
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  /** Every record an operation is made of that carries a name, by it. Names are the file format. */
  static Map<String, Class<?>> names() {
    Map<String, Class<?>> names = new LinkedHashMap<>();
    for (Class<?> family : sealedFamilies()) {
      for (Class<?> type : familyOf(family)) {
        if (!type.isRecord()) {
          continue;
        }
        Class<?> other = names.put(nameOf(type), type);
        if (other != null && other != type) {
          throw new IllegalStateException(type + " and " + other + " have one name");
        }
      }
    }
    return names;
  }

  private static String nameOf(Class<?> type) {
    Class<?> in = type.getDeclaringClass();
    return in == null
        ? type.getSimpleName()
        : in.getSimpleName().replace("Operation", "") + '.' + type.getSimpleName();
  }

  /** The sealed interfaces reached from an operation's components, ids apart; outermost only. */
  private static Set<Class<?>> sealedFamilies() {
    Set<Class<?>> families = new LinkedHashSet<>();
    Set<Class<?>> seen = new LinkedHashSet<>();
    Deque<Class<?>> todo = new ArrayDeque<>(Set.of(Operation.class));
    while (!todo.isEmpty()) {
      Class<?> type = todo.pop();
      if (!seen.add(type) || EntityId.class.isAssignableFrom(type)) {
        continue;
      }
      if (type.isSealed()) {
        if (families.stream().noneMatch(family -> family.isAssignableFrom(type))) {
          families.add(type);
        }
        todo.addAll(Set.of(type.getPermittedSubclasses()));
      } else if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          addTypes(component.getGenericType(), todo);
        }
      }
    }
    return families;
  }

  private static void addTypes(Type type, Deque<Class<?>> to) {
    switch (type) {
      case Class<?> plain -> to.add(plain);
      case ParameterizedType of ->
          Set.of(of.getActualTypeArguments()).forEach(t -> addTypes(t, to));
      default -> throw new IllegalStateException("An operation holds plain data: " + type);
    }
  }

  private static Set<Class<?>> familyOf(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    all.add(type);
    if (type.isSealed()) {
      for (Class<?> below : type.getPermittedSubclasses()) {
        all.addAll(familyOf(below));
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static <T> void token(SimpleModule module, Class<T> type) {
    text(
        module,
        type,
        id -> ((EntityId) id).token(),
        token ->
            EntityId.parse(token)
                .filter(type::isInstance)
                .map(id -> (T) id)
                .orElseThrow(() -> new IllegalArgumentException(token + " is no " + type)));
  }

  private static <T> void number(
      SimpleModule module, Class<T> type, ToLongFunction<T> to, LongFunction<T> from) {
    module.addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(to.applyAsLong(value));
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            return from.apply(in.getLongValue());
          }
        });
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> to, Function<String, T> from) {
    module.addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(to.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            return from.apply(in.getString());
          }
        });
  }
}
