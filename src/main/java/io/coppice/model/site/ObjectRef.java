package io.coppice.model.site;

import io.coppice.model.EntityId;
import java.util.Objects;

/**
 * An object of any open site: ids are counted at each site, so that the same id means another
 * object at another one.
 *
 * @param site the source that the site was opened from, by which it is known; "" for the one that
 *     is shown
 */
public record ObjectRef(String site, EntityId id) {
  public ObjectRef {
    Objects.requireNonNull(site);
    Objects.requireNonNull(id);
  }

  /** An object of the site that is shown, whichever that is. */
  public static ObjectRef shown(EntityId id) {
    return new ObjectRef("", id);
  }

  /** The same, said so that it stays the same when another site is shown. */
  public ObjectRef at(String shown) {
    return site.isEmpty() ? new ObjectRef(shown, id) : this;
  }
}
