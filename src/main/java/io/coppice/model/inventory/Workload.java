package io.coppice.model.inventory;

/** What a machine's guest does all day, which decides how its figures move. */
public enum Workload {
  IDLE,
  WEB,
  DATABASE,
  DESKTOP,
  BUILD
}
