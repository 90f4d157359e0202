package io.coppice.backend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What everybody but the site itself must know of a sort of operation. It stands on the operation's
 * record, so that it is said where the operation is; {@link OperationKind} reads it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OperationTraits {
  /**
   * Its name in journals and other texts, for ever, for example {@code Machine.PowerOn}; its title
   * is {@code operation.} and this name in the bundles.
   */
  String name();

  /** Names it had in texts of older versions. */
  String[] formerly() default {};

  /** The name of its icon among those of the screens. */
  String icon();

  TargetLock lock();

  /** What a site must be able to do besides taking operations; nothing more as a rule. */
  Capability needs() default Capability.OPERATIONS;
}
