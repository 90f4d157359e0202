package io.coppice.sim.image;

import io.coppice.backend.Operation;
import io.coppice.model.fork.PageAges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The records and enums that images of worlds are made of, with the names of their components and
 * constants: what a version must go on reading.
 */
public final class StoredShapes {
  private static final String OURS = "io.coppice.";
  private static final List<String> ROOMS = List.of("model", "backend", "sim");

  private final List<Class<?>> known;

  private StoredShapes(List<Class<?>> known) {
    this.known = known;
  }

  /** By the class's name below {@code io.coppice.}: its components or constants in order. */
  public static Map<String, String> ofThisVersion() {
    StoredShapes shapes = new StoredShapes(load());
    Map<String, String> lines = new TreeMap<>();
    for (Class<?> type : shapes.reached()) {
      lines.put(type.getName().substring(OURS.length()), shape(type));
    }
    return lines;
  }

  private static String shape(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name())
            .collect(Collectors.joining(" ", "| ", ""))
        : Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.joining(" "));
  }

  private Set<Class<?>> reached() {
    Set<Class<?>> seen = new LinkedHashSet<>();
    Deque<Class<?>> todo = new ArrayDeque<>();
    todo.add(classOf(WorldCodec.class.getName() + "$Flat"));
    todo.add(Operation.class);
    // Parts of a world say what they are with a record of their own.
    known.stream()
        .filter(Class::isRecord)
        .filter(
            type -> type.getSimpleName().endsWith("Image") || PageAges.class.isAssignableFrom(type))
        .filter(type -> !type.getName().startsWith("io.coppice.backend."))
        .forEach(todo::add);
    while (!todo.isEmpty()) {
      Class<?> type = todo.pop();
      if (type.isArray() || type.isPrimitive() || !type.getName().startsWith(OURS)) {
        continue;
      }
      if (!seen.add(type)) {
        continue;
      }
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          addTypes(component.getGenericType(), todo);
        }
      } else if (!type.isEnum()
          && (type.isInterface() || Modifier.isAbstract(type.getModifiers()))) {
        known.stream().filter(type::isAssignableFrom).forEach(todo::add);
      }
    }
    seen.removeIf(type -> !type.isRecord() && !type.isEnum());
    return seen;
  }

  private static void addTypes(Type type, Deque<Class<?>> to) {
    switch (type) {
      case Class<?> plain -> to.add(plain.isArray() ? plain.getComponentType() : plain);
      case ParameterizedType of -> {
        addTypes(of.getRawType(), to);
        for (Type argument : of.getActualTypeArguments()) {
          addTypes(argument, to);
        }
      }
      case GenericArrayType of -> addTypes(of.getGenericComponentType(), to);
      default -> {}
    }
  }

  private static List<Class<?>> load() {
    try {
      Path root =
          Path.of(WorldCodec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Class<?>> all = new ArrayList<>();
      for (String room : ROOMS) {
        try (Stream<Path> files = Files.walk(root.resolve("io/coppice").resolve(room))) {
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
              .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
              .sorted()
              .forEach(name -> all.add(classOf(name)));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> classOf(String name) {
    try {
      return Class.forName(name, false, WorldCodec.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
