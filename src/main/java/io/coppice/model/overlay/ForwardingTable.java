package io.coppice.model.overlay;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rows of a forwarding table, packed by column: hosts of a large fabric have some thousand each,
 * and as objects they would cost most of the time that it takes to read them. A row is made when it
 * is asked for. Immutable; any thread.
 */
public final class ForwardingTable extends AbstractList<ForwardingEntry> implements RandomAccess {
  private static final ForwardingEntry.Table[] TABLES = ForwardingEntry.Table.values();
  private static final int LEARNED = 4;
  private static final int LOCAL = 8;
  private static final int WORDS = 6;
  private static final int SELDOM = 6;
  private static final long MAC = 0xFFFF_FFFF_FFFFL;
  private static final ForwardingTable EMPTY = new Builder().build();

  /** Each row's address, with its table, {@link #LEARNED} and {@link #LOCAL} above the 48 bits. */
  private final long[] macs;

  /** Of each row {@value #WORDS} numbers, in the order of {@link Builder#add}. */
  private final int[] words;

  /**
   * Of each row {@value #SELDOM} numbers more, in the order of {@link Builder#putSeldom}; none
   * where every row says what most do.
   */
  private final int[] seldom;

  private final List<String> devices;
  private final List<Optional<IpAddress>> remotes;
  private final List<SourceText> sources;

  private ForwardingTable(Builder from) {
    macs = Arrays.copyOf(from.macs, from.size);
    words = Arrays.copyOf(from.words, from.size * WORDS);
    seldom = Arrays.copyOf(from.seldom, Math.min(from.seldom.length, from.size * SELDOM));
    devices = List.copyOf(from.devices.values);
    remotes = List.copyOf(from.remotes.values);
    sources = List.copyOf(from.sources.values);
  }

  @Override
  public int size() {
    return macs.length;
  }

  @Override
  public ForwardingEntry get(int index) {
    long mac = macs[index];
    int bits = (int) (mac >>> 48);
    int at = index * WORDS;
    int more = index * SELDOM;
    boolean usual = seldom.length == 0;
    return new ForwardingEntry(
        TABLES[bits & 3],
        new Mac(mac & MAC),
        devices.get(words[at]),
        usual ? 0 : seldom[more],
        remotes.get(words[at + 1]),
        usual ? 0 : seldom[more + 1],
        usual ? -1 : (long) seldom[more + 2] << 32 | seldom[more + 3] & 0xFFFF_FFFFL,
        (bits & LEARNED) != 0,
        (bits & LOCAL) != 0,
        words[at + 2],
        words[at + 3],
        usual ? 0 : seldom[more + 4],
        new Proof(sources.get(usual ? 0 : seldom[more + 5]), words[at + 4], words[at + 5]));
  }

  /** The rows, packed if they are not. */
  public static ForwardingTable of(List<ForwardingEntry> rows) {
    if (rows instanceof ForwardingTable packed) {
      return packed;
    }
    if (rows.isEmpty()) {
      return EMPTY;
    }
    Builder builder = new Builder(rows.size());
    rows.forEach(builder::add);
    return builder.build();
  }

  private boolean isOf(int row, ForwardingEntry.Table table) {
    return (macs[row] >>> 48 & 3) == table.ordinal();
  }

  private boolean isFlood(int row) {
    return (macs[row] & MAC) == 0 && isOf(row, ForwardingEntry.Table.TUNNEL);
  }

  private boolean isLearned(int row) {
    return (macs[row] >>> 48 & LEARNED) != 0;
  }

  /** Gives the rows that say where to send what has no row of its own. */
  public void floods(Consumer<ForwardingEntry> rows) {
    for (int i = 0; i < macs.length; i++) {
      if (isFlood(i)) {
        rows.accept(get(i));
      }
    }
  }

  /** The devices that have such rows. */
  public Set<String> flooding() {
    BitSet found = new BitSet();
    for (int i = 0; i < macs.length; i++) {
      if (isFlood(i)) {
        found.set(words[i * WORDS]);
      }
    }
    Set<String> names = new HashSet<>();
    found.stream().mapToObj(devices::get).forEach(names::add);
    return names;
  }

  /** By tunnel device the peers that it floods to, each once, in the order of the rows. */
  public Map<String, List<IpAddress>> floodPeers() {
    return peers(true);
  }

  /** By tunnel device the peers that its rows name, each once, in the order of the rows. */
  public Map<String, List<IpAddress>> tunnelPeers() {
    return peers(false);
  }

  private Map<String, List<IpAddress>> peers(boolean floods) {
    Map<String, List<IpAddress>> all = new LinkedHashMap<>();
    List<List<IpAddress>> lists = new ArrayList<>();
    BitSet[] seen = new BitSet[devices.size()];
    for (int i = 0; i < seen.length; i++) {
      lists.add(new ArrayList<>());
    }
    for (int i = 0; i < macs.length; i++) {
      int remote = words[i * WORDS + 1];
      boolean asked = floods ? isFlood(i) : isOf(i, ForwardingEntry.Table.TUNNEL);
      if (asked && remotes.get(remote).isPresent()) {
        int device = words[i * WORDS];
        if (seen[device] == null) {
          seen[device] = new BitSet(remotes.size());
          all.put(devices.get(device), lists.get(device));
        }
        if (!seen[device].get(remote)) {
          seen[device].set(remote);
          lists.get(device).add(remotes.get(remote).get());
        }
      }
    }
    return all;
  }

  /** Gives the rows of tunnels by which one address is sent to one peer, and nobody learned so. */
  public void configured(Consumer<ForwardingEntry> rows) {
    for (int i = 0; i < macs.length; i++) {
      boolean single = (macs[i] & MAC) != 0 && !new Mac(macs[i] & MAC).isMulticast();
      if (single
          && isOf(i, ForwardingEntry.Table.TUNNEL)
          && !isLearned(i)
          && remotes.get(words[i * WORDS + 1]).isPresent()) {
        rows.accept(get(i));
      }
    }
  }

  /**
   * Gives port and address of what bridges learned.
   *
   * @param ports which are asked for; asked once of each
   */
  public void learned(Predicate<String> ports, BiConsumer<String, Mac> rows) {
    bridged(ports, true, rows);
  }

  /**
   * Gives port and address of all rows of bridges.
   *
   * @param ports which are asked for; asked once of each
   */
  public void bridged(Predicate<String> ports, BiConsumer<String, Mac> rows) {
    bridged(ports, false, rows);
  }

  private void bridged(Predicate<String> ports, boolean learned, BiConsumer<String, Mac> rows) {
    BitSet asked = new BitSet(devices.size());
    for (int i = 0; i < devices.size(); i++) {
      asked.set(i, ports.test(devices.get(i)));
    }
    for (int i = 0; i < macs.length; i++) {
      int port = words[i * WORDS];
      if (asked.get(port) && isOf(i, ForwardingEntry.Table.BRIDGE) && (!learned || isLearned(i))) {
        rows.accept(devices.get(port), new Mac(macs[i] & MAC));
      }
    }
  }

  /** The peers that rows name, each once. */
  public List<IpAddress> peers() {
    return remotes.stream().flatMap(Optional::stream).toList();
  }

  /** Takes rows one after the other. One thread. */
  public static final class Builder {
    private final int expected;
    private long[] macs = {};
    private int[] words = {};
    private int[] seldom = {};
    private int size;
    private boolean nextHops;
    private final Distinct<String> devices = new Distinct<>(new HashMap<>());
    private final Distinct<Optional<IpAddress>> remotes = new Distinct<>(new HashMap<>());

    /** By what object they are: to compare them would compare all of their texts. */
    private final Distinct<SourceText> sources = new Distinct<>(new IdentityHashMap<>(2));

    public Builder() {
      this(16);
    }

    /**
     * A builder.
     *
     * @param expected so many rows about, if there are any: a hint
     */
    public Builder(int expected) {
      this.expected = Math.max(expected, 1);
    }

    public Builder add(ForwardingEntry row) {
      room(1);
      long bits = row.table().ordinal() | (row.learned() ? LEARNED : 0) | (row.local() ? LOCAL : 0);
      macs[size] = row.mac().bits() | bits << 48;
      int at = size * WORDS;
      words[at] = devices.of(row.device());
      words[at + 1] = remotes.of(row.remote());
      words[at + 2] = row.usedSeconds();
      words[at + 3] = row.updatedSeconds();
      words[at + 4] = row.proof().start();
      words[at + 5] = row.proof().end();
      int source = sources.of(row.proof().source());
      boolean usual = row.id() == -1 && (row.vlan() | row.port() | row.nextHop() | source) == 0;
      if (!usual || seldom.length > 0) {
        putSeldom(row.vlan(), row.port(), row.id(), row.nextHop(), source);
      }
      nextHops |= row.nextHop() != 0;
      size++;
      return this;
    }

    private void putSeldom(int vlan, int port, long id, int nextHop, int source) {
      allSeldom();
      int at = size * SELDOM;
      seldom[at] = vlan;
      seldom[at + 1] = port;
      seldom[at + 2] = (int) (id >>> 32);
      seldom[at + 3] = (int) id;
      seldom[at + 4] = nextHop;
      seldom[at + 5] = source;
    }

    /** Says of all rows before what went without saying. */
    private void allSeldom() {
      if (seldom.length == 0) {
        seldom = new int[macs.length * SELDOM];
        for (int i = 0; i < size; i++) {
          seldom[i * SELDOM + 2] = -1;
          seldom[i * SELDOM + 3] = -1;
        }
      }
    }

    private void room(int more) {
      int most = Math.max(macs.length, expected);
      while (size + more > most) {
        most *= 2;
      }
      if (most > macs.length) {
        macs = Arrays.copyOf(macs, most);
        words = Arrays.copyOf(words, most * WORDS);
        seldom = seldom.length == 0 ? seldom : Arrays.copyOf(seldom, most * SELDOM);
      }
    }

    public boolean isEmpty() {
      return size == 0;
    }

    /** Whether any row names a group of next hops. */
    public boolean hasNextHops() {
      return nextHops;
    }

    /** Takes all rows of another. */
    public Builder addAll(Builder other) {
      room(other.size);
      for (int i = 0; i < other.size; i++) {
        macs[size] = other.macs[i];
        int from = i * WORDS;
        int at = size * WORDS;
        System.arraycopy(other.words, from, words, at, WORDS);
        words[at] = devices.of(other.devices.values.get(other.words[from]));
        words[at + 1] = remotes.of(other.remotes.values.get(other.words[from + 1]));
        addSeldom(other, i);
        size++;
      }
      nextHops |= other.nextHops;
      return this;
    }

    private void addSeldom(Builder other, int row) {
      boolean usual = other.seldom.length == 0;
      int from = row * SELDOM;
      int source = sources.of(other.sources.values.get(usual ? 0 : other.seldom[from + 5]));
      if (!usual || source != 0 || seldom.length > 0) {
        putSeldom(0, 0, -1, 0, source);
        if (!usual) {
          System.arraycopy(other.seldom, from, seldom, size * SELDOM, SELDOM - 1);
        }
      }
    }

    /**
     * Gives the rows that name no peer, in the table of a device that is no tunnel, to the device's
     * own filter.
     */
    public Builder placed(Predicate<String> isTunnel) {
      boolean[] tunnels = new boolean[devices.values.size()];
      for (int i = 0; i < tunnels.length; i++) {
        tunnels[i] = isTunnel.test(devices.values.get(i));
      }
      long mask = 3L << 48;
      for (int i = 0; i < size; i++) {
        boolean ofTunnel = (macs[i] & mask) >>> 48 == ForwardingEntry.Table.TUNNEL.ordinal();
        boolean undecided = ofTunnel && remotes.values.get(words[i * WORDS + 1]).isEmpty();
        if (undecided && !tunnels[words[i * WORDS]]) {
          macs[i] = macs[i] & ~mask | (long) ForwardingEntry.Table.FILTER.ordinal() << 48;
        }
      }
      return this;
    }

    public ForwardingTable build() {
      return new ForwardingTable(this);
    }
  }

  /** Values, each once, by their numbers; rows that follow each other often have the same. */
  private static final class Distinct<T> {
    private final List<T> values = new ArrayList<>();
    private final Map<T, Integer> numbers;
    private T last;
    private int number;

    Distinct(Map<T, Integer> numbers) {
      this.numbers = numbers;
    }

    int of(T value) {
      if (last == null || value != last) {
        Integer known = numbers.get(value);
        if (known == null) {
          known = values.size();
          numbers.put(value, known);
          values.add(value);
        }
        number = known;
        last = value;
      }
      return number;
    }
  }
}
