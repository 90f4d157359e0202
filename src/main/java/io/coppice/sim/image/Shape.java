package io.coppice.sim.image;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;

/** How a record class is taken apart and put together, with handles looked up once. */
final class Shape {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private static final ClassValue<Shape> KNOWN =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return of(type);
        }
      };

  private final Class<?> type;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;

  private Shape(Class<?> type, MethodHandle[] accessors, MethodHandle constructor) {
    this.type = type;
    this.accessors = accessors;
    this.constructor = constructor;
  }

  /** The shape of a record class. */
  static Shape known(Class<?> type) {
    return KNOWN.get(type);
  }

  private static Shape of(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      MethodHandle[] accessors = new MethodHandle[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        components[i].getAccessor().setAccessible(true);
        accessors[i] =
            LOOKUP
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      MethodHandle spread =
          LOOKUP
              .unreflectConstructor(constructor)
              .asType(MethodType.genericMethodType(components.length))
              .asSpreader(Object[].class, components.length);
      return new Shape(type, accessors, spread);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be taken apart", e);
    }
  }

  int size() {
    return accessors.length;
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
    try {
      return constructor.invokeExact(components);
    } catch (Throwable e) {
      throw new ImageException(type.getSimpleName() + " cannot hold what stands in the image", e);
    }
  }
}
