package io.coppice.model.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Every fork group of a site with its members and their pages, in copy-on-write tables. A backend
 * writes its own; what it publishes is a {@link #freeze() frozen} copy for any thread, which shares
 * every chunk and every page set that did not change.
 */
public final class Forks {
  private static final RoaringBitmap NOBODY = new RoaringBitmap();

  private final CowTable<ForkGroup> groups;
  private final CowTable<ForkMember> members;
  private final CowTable<MemberPages> pages;
  private final CowTable<GroupPages> contents;
  private final CowTable<SharingHistory> histories;

  /** The rows of each group's members; a bitmap here is replaced, never written. */
  private final CowTable<RoaringBitmap> rows;

  private final BitSet owned = new BitSet();
  private final boolean frozen;

  /** The newest frozen copy, to which its sums are known already. */
  private Forks unchanged;

  private final Map<Integer, SharingSums> sums = new ConcurrentHashMap<>();

  /** By host, once somebody asked a frozen copy; never changed then. */
  private volatile Map<HostId, Long> residents;

  /** Nothing, writable. */
  public Forks() {
    this(
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        false);
  }

  private Forks(
      CowTable<ForkGroup> groups,
      CowTable<ForkMember> members,
      CowTable<MemberPages> pages,
      CowTable<GroupPages> contents,
      CowTable<SharingHistory> histories,
      CowTable<RoaringBitmap> rows,
      boolean frozen) {
    this.groups = groups;
    this.members = members;
    this.pages = pages;
    this.contents = contents;
    this.histories = histories;
    this.rows = rows;
    this.frozen = frozen;
  }

  /** A writable copy that shares everything until either side changes. */
  public Forks copy() {
    owned.clear();
    return new Forks(
        groups.copy(),
        members.copy(),
        pages.copy(),
        contents.copy(),
        histories.copy(),
        rows.copy(),
        false);
  }

  /** An immutable copy for any thread; the same one until something is written. */
  public Forks freeze() {
    if (frozen) {
      return this;
    }
    owned.clear();
    Forks now =
        new Forks(
            groups.freeze(),
            members.freeze(),
            pages.freeze(),
            contents.freeze(),
            histories.freeze(),
            rows.freeze(),
            true);
    if (unchanged == null || !unchanged.isMadeOfTheSame(now)) {
      unchanged = now;
    }
    return unchanged;
  }

  private boolean isMadeOfTheSame(Forks other) {
    return groups == other.groups
        && members == other.members
        && pages == other.pages
        && contents == other.contents
        && histories == other.histories
        && rows == other.rows;
  }

  /** Groups by id; null for those that are gone. */
  public CowTable<ForkGroup> groups() {
    return groups;
  }

  /** Members by their machine's id; null for machines in no group. */
  public CowTable<ForkMember> members() {
    return members;
  }

  public Optional<ForkGroup> group(ForkGroupId id) {
    return Optional.ofNullable(groups.get(id.value()));
  }

  public Optional<ForkMember> member(MachineId id) {
    return Optional.ofNullable(members.get(id.value()));
  }

  /** The members of a group, by machine. */
  public List<ForkMember> membersOf(ForkGroupId id) {
    RoaringBitmap of = rows.get(id.value());
    List<ForkMember> all = new ArrayList<>(of == null ? 0 : of.getCardinality());
    if (of != null) {
      of.forEach((org.roaringbitmap.IntConsumer) row -> all.add(members.get(row)));
    }
    return all;
  }

  /** Whether the group has a member like that; by machine, until one is found. */
  public boolean anyMember(ForkGroupId id, Predicate<ForkMember> like) {
    RoaringBitmap of = rows.get(id.value());
    for (PeekableIntIterator at = (of == null ? NOBODY : of).getIntIterator(); at.hasNext(); ) {
      if (like.test(members.get(at.next()))) {
        return true;
      }
    }
    return false;
  }

  /** The group's sums over time. */
  public SharingHistory history(ForkGroupId id) {
    SharingHistory history = histories.get(id.value());
    return history == null ? SharingHistory.EMPTY : history;
  }

  /** The pages a member holds; read only. Empty for a frozen parent and for what has no memory. */
  public Optional<MemberPages> pages(MachineId id) {
    return Optional.ofNullable(pages.get(id.value()));
  }

  /** What is known of the contents of a group's pages. */
  public Optional<GroupPages> contents(ForkGroupId id) {
    return Optional.ofNullable(contents.get(id.value()));
  }

  /** Every page of a member; ask on a frozen copy, off the FX thread. */
  public Optional<MemberPageStates> view(MachineId id) {
    return pages(id)
        .map(
            its -> {
              ForkGroupId group = members.get(id.value()).group();
              GroupPages known = contents.get(group.value());
              return new MemberPageStates(its, known, identical(id, its, group, known));
            });
  }

  /** How many pages of a member are in each state. */
  public Optional<PageCounts> counts(MachineId id) {
    return view(id).map(MemberPageStates::counts);
  }

  /** The member's own copies that are equal to one of a sibling. */
  private PageSet identical(MachineId id, MemberPages its, ForkGroupId group, GroupPages known) {
    PageSet candidates = its.diverged().and(known.alike());
    PageSet found = new PageSet(its.pages());
    int wanted = candidates.count();
    for (ForkMember sibling : membersOf(group)) {
      MemberPages other = pages.get(sibling.machine().value());
      if (wanted > 0 && other != null && !sibling.machine().equals(id)) {
        found.addAll(candidates.and(other.diverged()));
        if (found.count() == wanted) {
          break;
        }
      }
    }
    return found;
  }

  /** What the group costs now, exactly. */
  public SharingSums sums(ForkGroupId id) {
    return frozen
        ? sums.computeIfAbsent(id.value(), _ -> new SharingAccounting(this).sums(id))
        : new SharingAccounting(this).sums(id);
  }

  /** Bytes that bases of all groups keep resident in a host's memory; ask on a frozen copy. */
  public long resident(HostId host) {
    return residents().getOrDefault(host, 0L);
  }

  /** Hosts on which there are bases; ask on a frozen copy. */
  public Set<HostId> residentHosts() {
    return Collections.unmodifiableSet(residents().keySet());
  }

  private Map<HostId, Long> residents() {
    if (!frozen) {
      return sumResidents();
    }
    Map<HostId, Long> known = residents;
    if (known == null) {
      known = sumResidents();
      residents = known;
    }
    return known;
  }

  private Map<HostId, Long> sumResidents() {
    Map<HostId, Long> all = new HashMap<>();
    groups.forEach(
        group ->
            group.bases().forEach(base -> all.merge(base.host(), base.residentBytes(), Long::sum)));
    return all;
  }

  /** Bytes of own copies of a group that page sharing spares, host by host. */
  public Map<HostId, Long> merged(ForkGroupId id) {
    return new SharingAccounting(this).merged(id);
  }

  /**
   * The members from the first parent down, each with the machine it was forked from, parents
   * before children.
   */
  public List<Branch> lineage(ForkGroupId id) {
    return new Lineage(this).of(id);
  }

  /**
   * A member in its group's lineage.
   *
   * @param parent the machine it was forked from, where that is still a member
   * @param unique bytes of memory and disk only it holds
   */
  public record Branch(ForkMember member, Optional<MachineId> parent, long unique) {}

  /** A member and everything forked from it, parents before children. */
  public List<ForkMember> subtree(MachineId id) {
    return new Lineage(this).subtree(id);
  }

  /** What ending a member and everything forked from it would really free. */
  public Reclaimable wouldFree(MachineId id) {
    return wouldFree(subtree(id).stream().map(ForkMember::machine).toList());
  }

  /**
   * What really becomes free when just those end, of whatever groups. What several of them share is
   * counted once.
   */
  public Reclaimable wouldFree(Collection<MachineId> ended) {
    return new SharingAccounting(this).wouldFree(ended);
  }

  /**
   * Bases that nobody needs any more when those members are gone: their source ends, and no member
   * that stays reads them, directly or through another base.
   */
  public Set<Integer> freedBases(ForkGroupId id, Set<MachineId> ended) {
    return new SharingAccounting(this).freedBases(id, ended);
  }

  /** Adds or replaces a group. */
  public void put(ForkGroup group) {
    set(groups, group.id().value(), group);
  }

  public ForkGroupId nextGroup() {
    return new ForkGroupId(groups.size());
  }

  /** Removes a group that has no members any more. */
  public void remove(ForkGroupId id) {
    set(groups, id.value(), null);
    set(contents, id.value(), null);
    set(histories, id.value(), null);
    set(rows, id.value(), null);
  }

  /** Adds or replaces a member. */
  public void put(ForkMember member) {
    int row = member.machine().value();
    int group = member.group().value();
    RoaringBitmap of = rows.get(group);
    if (of == null || !of.contains(row)) {
      RoaringBitmap more = of == null ? new RoaringBitmap() : of.clone();
      more.add(row);
      set(rows, group, more);
    }
    set(members, row, member);
  }

  /** Removes a member and its pages. */
  public void remove(MachineId id) {
    ForkMember was = members.get(id.value());
    if (was != null) {
      RoaringBitmap less = rows.get(was.group().value()).clone();
      less.remove(id.value());
      set(rows, was.group().value(), less);
      set(members, id.value(), null);
      drop(id);
    }
  }

  /** Gives a member its pages; they belong to this from now on. */
  public void put(MachineId id, MemberPages its) {
    set(pages, id.value(), its);
    owned.set(id.value());
  }

  /** Frees a member's pages. */
  public void drop(MachineId id) {
    set(pages, id.value(), null);
    owned.clear(id.value());
  }

  /** The pages of a member, to be written; null if it has none. */
  public MemberPages own(MachineId id) {
    MemberPages its = pages.get(id.value());
    if (its != null && !owned.get(id.value())) {
      its = its.copy();
      put(id, its);
    }
    return its;
  }

  public void put(ForkGroupId id, GroupPages known) {
    set(contents, id.value(), known);
  }

  public void put(ForkGroupId id, SharingHistory history) {
    set(histories, id.value(), history);
  }

  private static <T> void set(CowTable<T> table, int row, T value) {
    while (table.size() <= row) {
      table.add(null);
    }
    table.set(row, value);
  }

  /** Everything as plain values, for images and digests. */
  public record Image(
      CowTable<ForkGroup> groups,
      CowTable<ForkMember> members,
      CowTable<MemberPages.Image> pages,
      CowTable<GroupPages.Image> contents,
      CowTable<SharingHistory> histories) {}

  public Image image() {
    CowTable<MemberPages.Image> sets = new CowTable<>();
    for (int row = 0; row < pages.size(); row++) {
      sets.add(pages.get(row) == null ? null : pages.get(row).image());
    }
    CowTable<GroupPages.Image> known = new CowTable<>();
    for (int row = 0; row < contents.size(); row++) {
      known.add(contents.get(row) == null ? null : contents.get(row).image());
    }
    return new Image(groups, members, sets, known, histories);
  }

  /** Reads what {@link #image()} gave. */
  public static Forks of(Image image) {
    Forks forks = new Forks();
    image.groups().forEach(forks::put);
    while (forks.groups.size() < image.groups().size()) {
      forks.groups.add(null);
    }
    image.members().forEach(forks::put);
    while (forks.members.size() < image.members().size()) {
      forks.members.add(null);
    }
    for (int row = 0; row < image.pages().size(); row++) {
      MemberPages.Image one = image.pages().get(row);
      set(forks.pages, row, one == null ? null : MemberPages.of(one));
    }
    for (int row = 0; row < image.contents().size(); row++) {
      GroupPages.Image one = image.contents().get(row);
      set(forks.contents, row, one == null ? null : GroupPages.of(one));
    }
    for (int row = 0; row < image.histories().size(); row++) {
      set(forks.histories, row, image.histories().get(row));
    }
    return forks;
  }
}
