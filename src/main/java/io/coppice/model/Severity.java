package io.coppice.model;

/** How much a problem or an event matters, least first. */
public enum Severity {
  INFO,
  WARNING,
  ERROR
}
