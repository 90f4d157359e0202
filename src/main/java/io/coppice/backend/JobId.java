package io.coppice.backend;

/** Names a job of one site; dense from 0, never reused. */
public record JobId(int value) {
  @Override
  public String toString() {
    return "job-" + value;
  }
}
