package io.coppice.model.fork;

import java.util.Optional;

/**
 * The pages of one member. Sets are kept so that a write costs one range: {@code read} may overlap
 * the others, and a page is shared when it was read and is neither diverged nor swapped.
 *
 * <p>Writable only where {@link Forks#own} gave it out, on the owner's thread.
 */
public final class MemberPages {
  /** Bytes of a block of the disk's overlay: a qcow2 cluster (QEMU, docs/interop/qcow2.txt). */
  public static final int BLOCK = 65_536;

  private final boolean ownReads;
  private final PageSet read;
  private final PageSet diverged;
  private final PageSet swapped;
  private final PageSet merged;
  private final PageSet blocks;
  private PageAges ages;

  /** Blocks of disks of so many bytes together: at least one, at most what a set may have. */
  public static int blocksOf(long bytes) {
    return Math.clamp(bytes / BLOCK, 1, PageSet.MOST);
  }

  /** Everything as plain values. */
  public record Image(
      int pages,
      int blockCount,
      boolean ownReads,
      byte[] read,
      byte[] diverged,
      byte[] swapped,
      byte[] merged,
      byte[] blocks,
      Optional<Record> ages) {}

  /**
   * A member that has touched nothing yet.
   *
   * @param blockCount blocks of its disks
   * @param ownReads whether even a page that is only read becomes its own: away from its base, or
   *     booted without one
   */
  public MemberPages(int pages, int blockCount, boolean ownReads) {
    this(
        ownReads,
        new PageSet(pages),
        new PageSet(pages),
        new PageSet(pages),
        new PageSet(pages),
        new PageSet(blockCount));
  }

  private MemberPages(
      boolean ownReads,
      PageSet read,
      PageSet diverged,
      PageSet swapped,
      PageSet merged,
      PageSet blocks) {
    this.ownReads = ownReads;
    this.read = read;
    this.diverged = diverged;
    this.swapped = swapped;
    this.merged = merged;
    this.blocks = blocks;
  }

  /** Reads what {@link #image()} gave. */
  public static MemberPages of(Image image) {
    MemberPages pages =
        new MemberPages(
            image.ownReads(),
            PageSet.of(image.pages(), image.read()),
            PageSet.of(image.pages(), image.diverged()),
            PageSet.of(image.pages(), image.swapped()),
            PageSet.of(image.pages(), image.merged()),
            PageSet.of(image.blockCount(), image.blocks()));
    pages.ages = (PageAges) image.ages().orElse(null);
    return pages;
  }

  public Image image() {
    return new Image(
        read.pages(),
        blocks.pages(),
        ownReads,
        read.bytes(),
        diverged.bytes(),
        swapped.bytes(),
        merged.bytes(),
        blocks.bytes(),
        ages instanceof Record record ? Optional.of(record) : Optional.empty());
  }

  /** A copy that shares what is not written; the original must not be written again. */
  MemberPages copy() {
    MemberPages copy =
        new MemberPages(
            ownReads, read.copy(), diverged.copy(), swapped.copy(), merged.copy(), blocks.copy());
    copy.ages = ages;
    return copy;
  }

  /** Pages of its memory. */
  public int pages() {
    return read.pages();
  }

  public boolean ownReads() {
    return ownReads;
  }

  /** The guest reads pages: they are of the base, unless they are its own or it has no base. */
  public void read(int from, int to) {
    if (ownReads) {
      write(from, to);
    } else {
      read.add(from, to);
      swapIn(from, to);
    }
  }

  /** The guest writes pages: each is its own from the first write on. */
  public void write(int from, int to) {
    diverged.add(from, to);
    swapped.remove(from, to);
    merged.remove(from, to);
  }

  private void swapIn(int from, int to) {
    if (swapped.countIn(from, to) > 0) {
      diverged.addCommon(from, to, swapped, swapped);
      swapped.remove(from, to);
    }
  }

  /** The host takes the own copies in a range to its swap. */
  public void swapOut(int from, int to) {
    swapped.addCommon(from, to, diverged, diverged);
    diverged.remove(from, to);
    merged.remove(from, to);
  }

  /**
   * The scanner has looked at a range: own copies among {@code alike} are laid on their equals.
   *
   * @param alike pages which, once diverged, are equal to another
   */
  public void merge(int from, int to, PageSet alike) {
    merged.addCommon(from, to, alike, diverged);
  }

  /** Page sharing ends: every merged page is a copy again. */
  public void unmerge() {
    merged.remove(0, merged.pages());
  }

  /** Pages become its own though it did not write them: its base is another. */
  public void diverge(PageSet pages) {
    PageSet more = new PageSet(pages());
    more.addAll(pages);
    more.removeAll(swapped);
    diverged.addAll(more);
  }

  /** Pages become the base's own again: they are equal to it. */
  public void rejoin(PageSet equal) {
    diverged.removeAll(equal);
    swapped.removeAll(equal);
    merged.removeAll(equal);
    read.addAll(equal);
  }

  /** The block that holds a byte of its disks, counted through all of them. */
  public int block(long at) {
    return (int) Math.min(at / BLOCK, blocks.pages());
  }

  /** The guest writes blocks of its disk. */
  public void writeBlocks(int from, int to) {
    blocks.add(from, to);
  }

  public void setAges(PageAges changed) {
    ages = changed;
  }

  public Optional<PageAges> ages() {
    return Optional.ofNullable(ages);
  }

  public void tighten() {
    read.tighten();
    diverged.tighten();
    swapped.tighten();
    merged.tighten();
    blocks.tighten();
  }

  /** Its own copies in memory; read only. */
  public PageSet diverged() {
    return diverged;
  }

  public PageSet swapped() {
    return swapped;
  }

  /** Own copies laid on another; part of {@link #diverged()}. */
  public PageSet merged() {
    return merged;
  }

  /** Blocks of the disk that are its own. */
  public PageSet blocks() {
    return blocks;
  }

  /** Every page that is not as the base has it, as a set of its own. */
  public PageSet changed() {
    PageSet changed = new PageSet(pages());
    changed.addAll(diverged);
    changed.addAll(swapped);
    changed.tighten();
    return changed;
  }

  /** Pages it reads of the base. */
  public int shared() {
    return read.count() - read.andCount(diverged) - read.andCount(swapped);
  }

  public MemoryPageState state(int page) {
    if (diverged.contains(page)) {
      return MemoryPageState.DIVERGED;
    } else if (swapped.contains(page)) {
      return MemoryPageState.SWAPPED;
    }
    return read.contains(page) ? MemoryPageState.SHARED : MemoryPageState.UNTOUCHED;
  }

  /** Notes the states of all pages, as ordinals of {@link MemoryPageState}. */
  void states(byte[] into) {
    read.forEach(page -> into[page] = (byte) MemoryPageState.SHARED.ordinal());
    diverged.forEach(page -> into[page] = (byte) MemoryPageState.DIVERGED.ordinal());
    swapped.forEach(page -> into[page] = (byte) MemoryPageState.SWAPPED.ordinal());
  }
}
