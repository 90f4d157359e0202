package io.coppice.model;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Names one object of a site. Ids of a kind are dense, start at 0 and are never reused, so that
 * tables can be indexed by them.
 *
 * <p>Each kind says itself when two are equal, as the compiler would: what it makes for a record is
 * put together of method handles when the program runs, which are slow in one just begun, and ids
 * are compared by everything that looks something up.
 */
public sealed interface EntityId {
  /** The row of this object in the table of its kind; never negative. */
  int value();

  /** What sort of object this names. */
  Kind kind();

  /** The printed form, for example {@code vm-42}; {@link #parse} reads it back. */
  default String token() {
    return kind().prefix() + '-' + value();
  }

  /**
   * The sorts of object, with the prefix of their printed ids (after vSphere's managed object
   * references).
   */
  enum Kind {
    DATACENTRE("datacentre", DatacentreId::new),
    FOLDER("group", FolderId::new),
    CLUSTER("domain", ClusterId::new),
    RESOURCE_POOL("resgroup", ResourcePoolId::new),
    HOST("host", HostId::new),
    MACHINE("vm", MachineId::new),
    DATASTORE("datastore", DatastoreId::new),
    SWITCH("dvs", SwitchId::new),
    PORT_GROUP("network", PortGroupId::new),
    FORK_GROUP("fork", ForkGroupId::new);

    private final String prefix;
    private final IntFunction<EntityId> make;

    Kind(String prefix, IntFunction<EntityId> make) {
      this.prefix = prefix;
      this.make = make;
    }

    public String prefix() {
      return prefix;
    }

    /** The id of row {@code value} of this kind. */
    public EntityId id(int value) {
      return make.apply(value);
    }
  }

  /** Reads what {@link #token()} printed; empty for anything else. */
  static Optional<EntityId> parse(String token) {
    int dash = token.lastIndexOf('-');
    if (dash <= 0 || dash == token.length() - 1 || token.length() - dash > 10) {
      return Optional.empty();
    }
    for (int i = dash + 1; i < token.length(); i++) {
      if (token.charAt(i) < '0' || token.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    int value = Integer.parseInt(token.substring(dash + 1));
    String prefix = token.substring(0, dash);
    for (Kind kind : Kind.values()) {
      if (kind.prefix().equals(prefix)) {
        return Optional.of(kind.id(value));
      }
    }
    return Optional.empty();
  }

  private static void check(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("An id is not negative: " + value);
    }
  }

  /** Objects that hold machines directly: a host outside a cluster, or a cluster. */
  sealed interface ComputeId extends EntityId permits HostId, ClusterId {}

  /** Names one datacentre. */
  record DatacentreId(int value) implements EntityId {
    public DatacentreId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof DatacentreId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.DATACENTRE;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one folder. */
  record FolderId(int value) implements EntityId {
    public FolderId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FolderId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.FOLDER;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one cluster. */
  record ClusterId(int value) implements ComputeId {
    public ClusterId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ClusterId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.CLUSTER;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one resource pool. */
  record ResourcePoolId(int value) implements EntityId {
    public ResourcePoolId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ResourcePoolId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.RESOURCE_POOL;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one host. */
  record HostId(int value) implements ComputeId {
    public HostId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof HostId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.HOST;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one machine. */
  record MachineId(int value) implements EntityId {
    public MachineId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof MachineId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.MACHINE;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one datastore. */
  record DatastoreId(int value) implements EntityId {
    public DatastoreId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof DatastoreId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.DATASTORE;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one switch. */
  record SwitchId(int value) implements EntityId {
    public SwitchId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SwitchId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.SWITCH;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one port group. */
  record PortGroupId(int value) implements EntityId {
    public PortGroupId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof PortGroupId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.PORT_GROUP;
    }

    @Override
    public String toString() {
      return token();
    }
  }

  /** Names one fork group. */
  record ForkGroupId(int value) implements EntityId {
    public ForkGroupId {
      check(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ForkGroupId it && it.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    @Override
    public Kind kind() {
      return Kind.FORK_GROUP;
    }

    @Override
    public String toString() {
      return token();
    }
  }
}
