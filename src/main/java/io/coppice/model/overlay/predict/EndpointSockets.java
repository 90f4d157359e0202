package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.trace.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which node's stack each tunnel endpoint listens. A device that was moved to another name space
 * keeps its socket where it was made ({@code vxlan->net} in drivers/net/vxlan), as those of
 * Docker's overlay networks do.
 */
final class EndpointSockets {
  private final FrameSimulation engine;
  private Map<String, List<Listener>> moved;

  /** A device of a node. */
  record Listener(HostState host, Device device) {
    TunnelEndpoint tunnel() {
      return device.tunnel().orElseThrow();
    }
  }

  EndpointSockets(FrameSimulation engine) {
    this.engine = engine;
  }

  /** Those that listen in a node's stack, whatever name space they stand in. */
  List<Listener> of(HostState host) {
    List<Listener> all = new ArrayList<>();
    for (Device device : host.node.devices().values()) {
      if (device.tunnel().filter(it -> it.origin().isEmpty()).isPresent()) {
        all.add(new Listener(host, device));
      }
    }
    all.addAll(moved().getOrDefault(host.node.name(), List.of()));
    return all;
  }

  /** Whether one of which nobody knows where it listens would take the packet. */
  boolean mayListen(Frame.Tunnelled packet) {
    return moved().getOrDefault("", List.of()).stream()
        .filter(it -> it.device().up())
        .map(Listener::tunnel)
        .anyMatch(
            it ->
                it.encapsulation() == packet.encapsulation()
                    && it.port() == packet.targetPort()
                    && it.takes(packet.id()));
  }

  private Map<String, List<Listener>> moved() {
    if (moved == null) {
      moved = new HashMap<>();
      for (Node node : engine.network.nodes().values()) {
        for (Device device : node.devices().values()) {
          device
              .tunnel()
              .flatMap(TunnelEndpoint::origin)
              .ifPresent(
                  origin ->
                      moved
                          .computeIfAbsent(origin, _ -> new ArrayList<>(1))
                          .add(new Listener(engine.host(node.name()), device)));
        }
      }
    }
    return moved;
  }
}
