package io.coppice.testkit;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes values of records, sealed families and what they are made of, by chance from a seed. */
public final class Samples {
  private static final int ATTEMPTS = 500;

  private final Random random;

  public Samples(long seed) {
    this.random = new Random(seed);
  }

  /** Every record of a sealed family, however deep. */
  public static List<Class<?>> recordsOf(Class<?> family) {
    List<Class<?>> all = new ArrayList<>();
    if (family.isRecord()) {
      all.add(family);
    } else if (family.isSealed()) {
      for (Class<?> below : family.getPermittedSubclasses()) {
        all.addAll(recordsOf(below));
      }
    }
    return all;
  }

  /** A value of that type. */
  public <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    return switch (type) {
      case ParameterizedType of when of.getRawType() == Optional.class ->
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value(argument(of)));
      case ParameterizedType of when of.getRawType() == List.class -> many(argument(of));
      case ParameterizedType of when of.getRawType() == Set.class ->
          new LinkedHashSet<>(many(argument(of)));
      case Class<?> plain -> plain(plain);
      default -> throw new IllegalArgumentException("No samples of " + type);
    };
  }

  private static Type argument(ParameterizedType of) {
    return of.getActualTypeArguments()[0];
  }

  private List<Object> many(Type type) {
    List<Object> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(value(type));
    }
    return all;
  }

  private Object plain(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return random.nextInt(1, 1000);
    } else if (type == long.class || type == Long.class) {
      return random.nextLong(1, 1L << 50);
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return "n\u00e4me \"" + random.nextInt(1000) + "\" \\ \ud83d\ude00\n";
    } else if (type == Duration.class) {
      return Duration.ofMillis(random.nextLong(1, 1L << 40));
    } else if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    } else if (type.isRecord()) {
      return record(type);
    } else if (type.isSealed()) {
      List<Class<?>> records = recordsOf(type);
      return record(records.get(random.nextInt(records.size())));
    }
    throw new IllegalArgumentException("No samples of " + type);
  }

  /** Records guard themselves: what one refuses is tried again with other values. */
  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    ReflectiveOperationException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(components[i].getGenericType());
      }
      try {
        return type.getDeclaredConstructor(types).newInstance(values);
      } catch (ReflectiveOperationException e) {
        last = e;
      }
    }
    throw new IllegalStateException("No values that " + type + " takes", last);
  }
}
