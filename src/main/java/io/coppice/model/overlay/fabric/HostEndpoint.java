package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.IpAddress;

/**
 * Where a host's frames enter and leave tunnels.
 *
 * @param address of its VTEP
 */
public record HostEndpoint(HostId host, IpAddress address) {}
