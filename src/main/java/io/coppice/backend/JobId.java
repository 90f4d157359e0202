package io.coppice.backend;

/** Names a job of one site; dense from 0, never reused. */
public record JobId(int value) {
  @Override
  public boolean equals(Object other) {
    return other instanceof JobId it && it.value == value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public String toString() {
    return "job-" + value;
  }
}
