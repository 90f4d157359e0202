/**
 * Ids, quantities and problems: the words every room shares. Depends on nothing but java.base.
 *
 * <p>Ids are dense integers for each kind and are never used twice; {@link
 * io.coppice.model.EntityId#token()} prints them as the vSphere user knows managed object
 * references ({@code vm-42}).
 */
package io.coppice.model;
