package io.coppice.model.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CowValueTest {
  private final CowValue<TreeSet<String>> one =
      new CowValue<>(new TreeSet<>(List.of("a")), TreeSet::new);

  @Test
  void neitherSideSeesWhatTheOtherWrites() {
    CowValue<TreeSet<String>> other = one.copy();
    assertSame(one.get(), other.get());
    one.writable().add("b");
    other.writable().add("c");
    assertEquals(List.of("a", "b"), List.copyOf(one.get()));
    assertEquals(List.of("a", "c"), List.copyOf(other.get()));
  }

  @Test
  void whatWasWrittenIsSharedAgainByTheNextCopy() {
    one.copy();
    one.writable().add("b");
    CowValue<TreeSet<String>> second = one.copy();
    one.writable().add("c");
    assertEquals(List.of("a", "b"), List.copyOf(second.get()));
  }

  @Test
  void manyWritesBetweenTwoCopiesCostOne() {
    one.copy();
    TreeSet<String> its = one.writable();
    assertSame(its, one.writable());
  }
}
