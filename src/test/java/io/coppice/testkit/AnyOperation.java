package io.coppice.testkit;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.sim.world.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Any operation with any arguments, read off the records: whoever adds an operation has it tried
 * from then on. Half of the values are such as people give, half are at the bounds of their types.
 */
public final class AnyOperation {
  /** Records guard themselves; so many tries are made until one takes its arguments. */
  private static final int TRIES = 40;

  private static final List<OperationKind> KINDS = OperationKind.all();
  private static final List<String> TEXTS =
      List.of(
          "web",
          "vm-001",
          "w-###",
          "name ##",
          "",
          " ",
          " x",
          "vmnic0",
          "vmnic1",
          "a:b",
          "%s%n",
          "#".repeat(12),
          "مرحبا",
          "\u202eabc",
          "👩‍👩‍👧 group",
          "\0",
          "x".repeat(90),
          "x".repeat(100_001));
  private static final int[] INTS = {
    0, 1, 2, 3, 7, 8, 100, 1_000, 5_000, 100_000, -1, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final List<Duration> SPANS =
      List.of(
          Duration.ZERO,
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(90),
          Duration.ofMinutes(20),
          Duration.ofDays(365),
          Duration.ofDays(120_000),
          Duration.ofDays(120_000_000),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
          Duration.ofSeconds(-1),
          Duration.ofSeconds(Long.MIN_VALUE));
  private static final long[] SIZES = {
    0,
    1,
    Bytes.MIB,
    3 * Bytes.MIB,
    4 * Bytes.MIB,
    Bytes.GIB,
    2 * Bytes.GIB,
    5 * Bytes.GIB,
    8 * Bytes.GIB + 7,
    100 * Bytes.GIB,
    700 * Bytes.GIB,
    62 * Bytes.TIB,
    Long.MAX_VALUE
  };

  private final Random random;
  private final World world;

  private AnyOperation(Random random, World world) {
    this.random = random;
    this.world = world;
  }

  /** One of any kind. */
  public static Operation of(Random random, World world) {
    return of(KINDS.get(random.nextInt(KINDS.size())), random, world);
  }

  /** One of that kind. */
  public static Operation of(OperationKind kind, Random random, World world) {
    return (Operation) new AnyOperation(random, world).record(kind.type());
  }

  private Object record(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    for (int tries = 0; tries < TRIES; tries++) {
      Object[] values = new Object[parts.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(parts[i].getGenericType());
      }
      try {
        return type.getDeclaredConstructor(types).newInstance(values);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw new AssertionError(type + " takes badly " + Arrays.toString(values), e.getCause());
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type + " is closed to its tests", e);
      }
    }
    throw new AssertionError("No " + type.getName() + " can be made by chance");
  }

  private Object value(Type type) {
    return switch (type) {
      case ParameterizedType generic -> many(generic);
      case Class<?> plain -> value(plain);
      default -> throw new AssertionError("Nothing is known of " + type);
    };
  }

  private Object many(ParameterizedType type) {
    Type of = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(value(of));
    }
    List<Object> some = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      some.add(value(of));
    }
    return type.getRawType() == Set.class ? new HashSet<>(some) : some;
  }

  private Object value(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == int.class || type == Integer.class) {
      return random.nextBoolean() ? random.nextInt(4) : INTS[random.nextInt(INTS.length)];
    } else if (type == long.class || type == Long.class) {
      return random.nextBoolean()
          ? (long) random.nextInt(1_000)
          : random.nextBoolean() ? SIZES[random.nextInt(SIZES.length)] : random.nextLong();
    } else if (type == String.class) {
      return random.nextInt(3) == 0
          ? TEXTS.get(random.nextInt(TEXTS.size()))
          : "n" + random.nextInt(500) + (random.nextInt(4) == 0 ? "-##" : "");
    } else if (type == Duration.class) {
      return random.nextBoolean()
          ? Duration.ofMillis(random.nextInt(60_000))
          : SPANS.get(random.nextInt(SPANS.size()));
    } else if (type == Bytes.class) {
      return new Bytes(SIZES[random.nextInt(SIZES.length)]);
    } else if (type == JobId.class) {
      return new JobId(random.nextInt(world.jobs().size() + 1));
    } else if (EntityId.class.isAssignableFrom(type)) {
      return id(type);
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    } else if (type.isSealed()) {
      Class<?>[] below = type.getPermittedSubclasses();
      return value(below[random.nextInt(below.length)]);
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new AssertionError("Nothing is known of " + type);
  }

  /** Nearly always of something that is there or was. */
  private EntityId id(Class<?> type) {
    EntityId.Kind[] kinds =
        Arrays.stream(EntityId.Kind.values())
            .filter(kind -> type.isInstance(kind.id(0)))
            .toArray(EntityId.Kind[]::new);
    EntityId.Kind kind = kinds[random.nextInt(kinds.length)];
    int rows =
        kind == EntityId.Kind.FORK_GROUP
            ? world.forks().groups().size()
            : world.inventory().table(kind).size();
    if (random.nextInt(100) == 0) {
      return kind.id(random.nextBoolean() ? rows : Integer.MAX_VALUE);
    }
    // The newest are those of which most is going on.
    int from = random.nextBoolean() ? Math.max(0, rows - 12) : 0;
    return kind.id(rows == 0 ? 0 : from + random.nextInt(rows - from));
  }
}
