/**
 * One world of objects: {@link io.coppice.model.site.SiteContents} finds any object of a site by
 * its id and says what it is called, what holds it and what it holds. What stands inside what is
 * said once, in {@link io.coppice.model.site.Containment}; a {@link
 * io.coppice.model.site.Hierarchy} is one of the trees people know, and a {@link
 * io.coppice.model.site.HierarchyIndex} holds its lists ready, shared from one instant to the next.
 * Across sites an object is known by its {@link io.coppice.model.site.ObjectRef}. A new kind of
 * object costs a line in each.
 */
package io.coppice.model.site;
