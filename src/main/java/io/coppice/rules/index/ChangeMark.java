package io.coppice.rules.index;

/** Says by its identity that nothing it stands for changed: whatever changes makes a new one. */
public final class ChangeMark {
  ChangeMark() {}
}
