package io.coppice.backend;

/** What else may be done with an operation's target while its job is under way. */
public enum TargetLock {
  /** Anything: the job only labels its target, or the target is the container of what it makes. */
  NONE,

  /** It may be read by others too, but must stay as it is: the job copies from it. */
  COPIES,

  /** Nothing: the job has it to itself. */
  EXCLUSIVE
}
