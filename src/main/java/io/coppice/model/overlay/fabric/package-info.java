/**
 * The network of a simulated site, as it is set up: switches, routers and middleboxes, the links
 * between them, the tunnel endpoint of each host, the segment of each port group, and the {@link
 * io.coppice.model.overlay.fabric.Fence} around a network whose addresses others have too.
 *
 * <p>A {@link io.coppice.model.overlay.fabric.Fabric} holds only what somebody chose; it is
 * immutable, so that worlds and snapshots share it until an operation puts another in its place.
 * Everything that follows from it and from the inventory (addresses of links, routes, bridges,
 * flood lists) is worked out by {@link io.coppice.model.overlay.fabric.FabricNetwork} when somebody
 * looks, as the {@link io.coppice.model.overlay.NetworkState} that imported networks have too. What
 * is wrong in a fabric is found without it, at sites of any size, by {@link
 * io.coppice.model.overlay.fabric.FabricDiagnosis}. A site whose scenario says nothing of a network
 * has the one that {@link io.coppice.model.overlay.fabric.DerivedFabric} works out from its hosts
 * and port groups. Which of a host's uplinks a port is pinned to where its distributed switch is in
 * vPC host mode, {@link io.coppice.model.overlay.fabric.UplinkPinning} says, to frames and
 * predictions alike.
 */
package io.coppice.model.overlay.fabric;
