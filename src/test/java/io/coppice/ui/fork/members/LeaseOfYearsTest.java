package io.coppice.ui.fork.members;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.scenario.ScenarioReader;
import io.coppice.testkit.FieldCases;
import io.coppice.testkit.Worlds;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lease that ends in thousands of years is told in years. */
class LeaseOfYearsTest {
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void membersOfAGroupShowALeaseUntilTheYear9999(String language) {
    Locale locale = Locale.forLanguageTag(language);
    Blueprint blueprint =
        assertInstanceOf(
                ScenarioReader.Result.Read.class,
                ScenarioReader.read(FieldCases.file("m01-lease-9999.json")))
            .blueprint();
    Snapshot snapshot = Worlds.of(blueprint).snapshot();
    MembersState state =
        MembersState.of(
            snapshot,
            new ForkGroupId(0),
            new MembersState.Choices(ObjectQuery.parse(""), MemberColumn.NAME, false, 0, 10),
            new Texts(locale),
            new Format(locale, snapshot::time));
    List<String> leases =
        IntStream.range(0, state.rows().size())
            .mapToObj(row -> state.cell(row, MemberColumn.LEASE))
            .toList();
    assertEquals(3, leases.size());
    String years = language.equals("de") ? "7.97" : "7,97";
    assertTrue(leases.stream().anyMatch(lease -> lease.contains(years)), leases.toString());
  }
}
