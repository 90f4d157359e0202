package io.coppice.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * A sort of operation: the traits of its record as a value.
 *
 * @param type the operation's record
 * @param name in journals and other texts
 * @param formerly names in texts of older versions
 * @param icon the name of its icon among those of the screens
 * @param lock what else may be done with its target meanwhile
 * @param needs what a site must be able to do for it
 */
public record OperationKind(
    Class<? extends Operation> type,
    String name,
    List<String> formerly,
    String icon,
    TargetLock lock,
    Capability needs) {
  private static final ClassValue<OperationKind> KNOWN =
      new ClassValue<>() {
        @Override
        protected OperationKind computeValue(Class<?> type) {
          return read(type.asSubclass(Operation.class));
        }
      };

  public OperationKind {
    formerly = List.copyOf(formerly);
  }

  public static OperationKind of(Operation operation) {
    return KNOWN.get(operation.getClass());
  }

  /**
   * The kind of an operation's record.
   *
   * @throws IllegalStateException for one that does not say its traits, a mistake of the house
   */
  public static OperationKind of(Class<? extends Operation> type) {
    return KNOWN.get(type);
  }

  /** Every sort of operation, in the order in which they are declared. */
  public static List<OperationKind> all() {
    List<OperationKind> all = new ArrayList<>();
    collect(Operation.class, all);
    return all;
  }

  /** The key of its title in the bundles. */
  public String titleKey() {
    return "operation." + name;
  }

  private static void collect(Class<? extends Operation> family, List<OperationKind> to) {
    if (family.isRecord()) {
      to.add(of(family));
      return;
    }
    for (Class<?> below : family.getPermittedSubclasses()) {
      collect(below.asSubclass(Operation.class), to);
    }
  }

  private static OperationKind read(Class<? extends Operation> type) {
    OperationTraits traits = type.getAnnotation(OperationTraits.class);
    if (traits == null) {
      throw new IllegalStateException(type.getName() + " does not say its traits");
    }
    return new OperationKind(
        type,
        traits.name(),
        List.of(traits.formerly()),
        traits.icon(),
        traits.lock(),
        traits.needs());
  }
}
