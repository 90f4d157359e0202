package io.coppice.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.backend.Outcome;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.module.SimpleModule;

/**
 * Operations, outcomes, jobs and events as JSON text, by the names of their components. Which
 * record of a sealed family it is stands in {@code is}: for an operation the name in its traits,
 * for example {@code Machine.PowerOn}; for another record where it is declared and what it is
 * called, for example {@code DiskChange.Add}. Ids are their tokens, quantities are numbers.
 *
 * <p>Texts outlive versions. A component that an old text lacks is empty, false or zero: so what is
 * added to a record is a flag, a number, a text, a collection or an {@code Optional}, and any other
 * component that is missing is an error. What is not known is passed over. A name that changed
 * stands in {@link OperationKind#formerly}.
 */
public final class JsonCodec {
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
    JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    for (Class<?> type : List.of(String.class, List.class, Set.class, Map.class)) {
      builder.withConfigOverride(type, override -> override.setNullHandling(empty));
    }
    // what is kept stays readable when what people read is worded anew
    return builder
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .addHandler(new FormerNames())
        .build();
  }

  /** How the records of a sealed family are told apart. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Named {}

  /** Finds an operation by a name it had. */
  private static final class FormerNames extends DeserializationProblemHandler {
    private final Map<String, Class<?>> former = new HashMap<>();

    private FormerNames() {
      for (OperationKind kind : OperationKind.all()) {
        kind.formerly().forEach(name -> former.put(name, kind.type()));
      }
    }

    @Override
    public JavaType handleUnknownTypeId(
        DeserializationContext context,
        JavaType base,
        String name,
        TypeIdResolver resolver,
        String message) {
      Class<?> type = former.get(name);
      return type != null && base.isTypeOrSuperTypeOf(type)
          ? context.constructSpecializedType(base, type)
          : null;
    }
  }

  public String write(Operation operation) {
    return mapper().writerFor(Operation.class).writeValueAsString(operation);
  }

  public String write(Outcome outcome) {
    return mapper().writerFor(Outcome.class).writeValueAsString(outcome);
  }

  public String write(SiteEvent event) {
    return mapper().writeValueAsString(event);
  }

  public String write(Job job) {
    return mapper().writeValueAsString(job);
  }

  /**
   * @throws IOException if this is no operation that this version knows
   */
  public Operation operation(String text) throws IOException {
    return read(text, Operation.class);
  }

  /**
   * @throws IOException if this is no outcome that this version knows
   */
  public Outcome outcome(String text) throws IOException {
    return read(text, Outcome.class);
  }

  /**
   * @throws IOException if this is no event
   */
  public SiteEvent event(String text) throws IOException {
    return read(text, SiteEvent.class);
  }

  /**
   * @throws IOException if this is no job of an operation that this version knows
   */
  public Job job(String text) throws IOException {
    return read(text, Job.class);
  }

  private <T> T read(String text, Class<T> type) throws IOException {
    try {
      return mapper().readValue(text, type);
    } catch (JacksonException e) {
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  /** Every record that carries a name, by it. Names are the file format. */
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
    if (Operation.class.isAssignableFrom(type)) {
      return OperationKind.of(type.asSubclass(Operation.class)).name();
    }
    Class<?> in = type.getDeclaringClass();
    return in == null ? type.getSimpleName() : in.getSimpleName() + '.' + type.getSimpleName();
  }

  /** The sealed interfaces reached from what is written, ids apart; outermost only. */
  private static Set<Class<?>> sealedFamilies() {
    Set<Class<?>> families = new LinkedHashSet<>();
    Set<Class<?>> seen = new LinkedHashSet<>();
    Deque<Class<?>> todo = new ArrayDeque<>(List.of(Operation.class, Outcome.class));
    while (!todo.isEmpty()) {
      Class<?> type = todo.pop();
      if (!seen.add(type) || EntityId.class.isAssignableFrom(type)) {
        continue;
      }
      if (type.isSealed()) {
        if (families.stream().noneMatch(family -> family.isAssignableFrom(type))) {
          families.add(type);
        }
        todo.addAll(List.of(type.getPermittedSubclasses()));
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
          List.of(of.getActualTypeArguments()).forEach(t -> addTypes(t, to));
      default -> throw new IllegalStateException("Only plain data is written: " + type);
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
