package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened. Its text is {@code code} in the bundle {@code
 * io.coppice.messages.events}, filled by {@code args}.
 *
 * @param serial dense from 0 at a site
 * @param job the job it belongs to, if any
 */
public record SiteEvent(
    int serial,
    SimTime at,
    Severity severity,
    String code,
    List<EntityId> about,
    List<String> args,
    Optional<JobId> job) {
  public SiteEvent {
    about = List.copyOf(about);
    args = List.copyOf(args);
  }
}
