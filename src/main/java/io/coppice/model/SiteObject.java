package io.coppice.model;

/** Anything of a site that has an id and a name, whatever its kind. */
public interface SiteObject {
  EntityId id();

  String name();
}
