package io.coppice.imported.answers;

import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.SourceText;
import java.util.Optional;

/**
 * What a row of {@code bridge fdb} says, whatever it was read from. Its reader fills the same one
 * for row after row: who is given it takes what it needs at once. One thread.
 */
public final class ForwardingRow {
  private final SourceText source;
  Optional<String> host = Optional.empty();
  int start;
  int end;
  long mac;
  String device;

  /** Null if the row names no peer. */
  String remote;

  String state;
  int vlan;
  int port;
  long id;
  int used;
  int updated;
  int nextHop;
  boolean self;
  boolean ofBridge;
  boolean external;

  ForwardingRow(SourceText source) {
    this.source = source;
  }

  /** What the members say; empty if they name no address or no device. */
  public static Optional<ForwardingRow> of(Row row) {
    Json.Members said = row.members();
    Optional<Mac> mac = said.text("mac").flatMap(Mac::parse);
    Optional<String> device = said.text("ifname").or(() -> said.text("dev"));
    if (mac.isEmpty() || device.isEmpty()) {
      return Optional.empty();
    }
    ForwardingRow made = new ForwardingRow(row.source());
    made.host = row.host();
    Proof proof = row.proof();
    made.start = proof.start();
    made.end = proof.end();
    made.mac = mac.get().bits();
    made.device = device.get();
    made.remote = said.text("dst").orElse(null);
    made.state = said.text("state").orElse("");
    made.vlan = said.integer("vlan", 0);
    made.port = said.integer("port", 0);
    made.id = said.number("src_vni").or(() -> said.number("vni")).orElse(-1L);
    made.used = said.integer("used", -1);
    made.updated = said.integer("updated", -1);
    made.nextHop = said.integer("nhid", 0);
    made.self = said.hasFlag("flags", "self");
    made.ofBridge = said.has("master") || said.hasFlag("flags", "master");
    made.external = said.hasFlag("flags", "extern_learn");
    return Optional.of(made);
  }

  /** As the answer itself names it; absent where only the file's place tells. */
  public Optional<String> host() {
    return host;
  }

  public Mac mac() {
    return new Mac(mac);
  }

  public String device() {
    return device;
  }

  /** The peer as it is written; null if it names none. */
  public String remote() {
    return remote;
  }

  /** Empty if none is said. */
  public String state() {
    return state;
  }

  public int vlan() {
    return vlan;
  }

  public int port() {
    return port;
  }

  /** Of the segment; -1 if none is said. */
  public long id() {
    return id;
  }

  /** Seconds ago; -1 if not said. */
  public int used() {
    return used;
  }

  /** Seconds ago; -1 if not said. */
  public int updated() {
    return updated;
  }

  /** The group of next hops; 0 if none is said. */
  public int nextHop() {
    return nextHop;
  }

  /** Whether it stands in the device's own table. */
  public boolean isSelf() {
    return self;
  }

  /** Whether it stands in the table of the bridge whose port the device is. */
  public boolean isOfBridge() {
    return ofBridge;
  }

  /** Whether a control plane put it in. */
  public boolean isExternal() {
    return external;
  }

  public Proof proof() {
    return new Proof(source, start, end);
  }
}
