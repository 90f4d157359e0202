package io.coppice.sim.image;

import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.table.CowTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a record class is taken apart and put together, with handles looked up once. The constructor
 * is looked up when it is first called: its handle costs several classes made at run time, and a
 * console that starts anew only writes.
 */
final class RecordShape {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private static final ClassValue<RecordShape> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return of(type);
        }
      };

  private final Class<?> type;
  private final MethodHandle[] accessors;
  private volatile MethodHandle known;

  private RecordShape(Class<?> type, MethodHandle[] accessors) {
    this.type = type;
    this.accessors = accessors;
  }

  /** The shape of a record class. */
  static RecordShape known(Class<?> type) {
    return KNOWN.get(type);
  }

  private static RecordShape of(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      MethodHandle[] accessors = new MethodHandle[components.length];
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        accessors[i] =
            LOOKUP
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
      }
      return new RecordShape(type, accessors);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be taken apart", e);
    }
  }

  /** Two threads may both look it up, and find the same. */
  private MethodHandle constructor() {
    if (known != null) {
      return known;
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<?> made = type.getDeclaredConstructor(types);
      made.setAccessible(true);
      known =
          fromText(LOOKUP.unreflectConstructor(made), types)
              .asType(MethodType.genericMethodType(components.length))
              .asSpreader(Object[].class, components.length);
      return known;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be put together", e);
    }
  }

  /** Addresses stand in an image as their text, as they did when they were nothing else. */
  private static MethodHandle fromText(MethodHandle constructor, Class<?>[] types)
      throws ReflectiveOperationException {
    MethodHandle taking = constructor;
    for (int i = 0; i < types.length; i++) {
      if (types[i] == MacAddress.class || types[i] == IpAddress.class) {
        MethodHandle read =
            LOOKUP.findStatic(
                RecordShape.class,
                types[i] == MacAddress.class ? "mac" : "ip",
                MethodType.methodType(types[i], String.class));
        taking = MethodHandles.filterArguments(taking, i, read);
      }
    }
    return taking;
  }

  @SuppressWarnings("UnusedMethod") // found by its name
  private static MacAddress mac(String text) {
    return MacAddress.parse(text).orElseThrow();
  }

  @SuppressWarnings("UnusedMethod") // found by its name
  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  int size() {
    return accessors.length;
  }

  /** What the component is called. */
  String name(int component) {
    return type.getRecordComponents()[component].getName();
  }

  /**
   * What a component is in an image that was written before there was one: what the record's own
   * static method {@code absent(String)} answers for its name, else nothing of its type: no, zero,
   * empty, a table without rows.
   *
   * @throws ImageException if its type has no such value and the record says none
   */
  Object absent(int component) throws ImageException {
    RecordComponent its = type.getRecordComponents()[component];
    try {
      Method says = type.getDeclaredMethod("absent", String.class);
      says.setAccessible(true);
      Object said = says.invoke(null, its.getName());
      if (said != null) {
        return said;
      }
    } catch (NoSuchMethodException e) {
      // Then its type says it.
    } catch (ReflectiveOperationException e) {
      throw new ImageException(type + " cannot say what it lacks", e);
    }
    return nothingOf(its.getType())
        .orElseThrow(
            () ->
                new ImageException(
                    "The image is older than "
                        + its.getName()
                        + " of "
                        + type.getSimpleName()
                        + ", which says nothing for it"));
  }

  private static Optional<Object> nothingOf(Class<?> kind) {
    if (kind.isArray() && kind.getComponentType().isPrimitive()) {
      return Optional.of(Array.newInstance(kind.getComponentType(), 0));
    }
    if (kind == CowTable.class) {
      // A kind of object that there was not yet.
      return Optional.of(new CowTable<>());
    }
    return Optional.ofNullable(
        switch (kind.getName()) {
          case "boolean" -> false;
          case "int" -> 0;
          case "long" -> 0L;
          case "double" -> 0.0;
          case "java.lang.String" -> "";
          case "java.util.Optional" -> Optional.empty();
          case "java.util.List" -> List.of();
          case "java.util.Set" -> Set.of();
          case "java.util.Map" -> Map.of();
          default -> null;
        });
  }

  Object get(Object value, int component) {
    try {
      return accessors[component].invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException(type + " refuses to be read", e);
    }
  }

  /** Puts a record together; its own checks run. */
  Object make(Object[] components) throws ImageException {
    MethodHandle constructor = constructor();
    try {
      return constructor.invokeExact(components);
    } catch (Throwable e) {
      throw new ImageException(type.getSimpleName() + " cannot hold what stands in the image", e);
    }
  }
}
