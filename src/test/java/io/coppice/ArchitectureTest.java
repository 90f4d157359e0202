package io.coppice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the arrows and the nevers of the house. Every rule is a function of the root package, and
 * is run twice: on the product, where it holds, and on {@code io.coppice.planted}, a small house
 * built of violations, where each rule must find the one planted for it.
 */
class ArchitectureTest {
  private static final String PLANTED = "io.coppice.planted";
  private static final String PRODUCT = "io.coppice";

  /** A room, and the rooms it may know besides itself. {@code ui} stands for any screen. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put("model", List.of());
    ARROWS.put("wire", List.of());
    ARROWS.put("layout", List.of());
    ARROWS.put("display", List.of());
    ARROWS.put("backend", List.of("model"));
    ARROWS.put("rules", List.of("backend", "model"));
    ARROWS.put("sim", List.of("rules", "backend", "model", "wire", "display"));
    ARROWS.put("qemu", List.of("rules", "backend", "model", "wire"));
    ARROWS.put("imported", List.of("rules", "backend", "model", "wire"));
    ARROWS.put("scenario", List.of("model"));
    ARROWS.put("codec", List.of("backend", "model"));
    ARROWS.put("store", List.of("codec", "backend", "model"));
    ARROWS.put("session", List.of("store", "backend", "model"));
    ARROWS.put("keyring", List.of("session"));
    ARROWS.put(
        "cli", List.of("session", "scenario", "codec", "wire", "display", "backend", "model"));
    ARROWS.put("ui.kit", List.of("session", "backend", "model"));
    ARROWS.put("ui", List.of("session", "backend", "model", "layout", "display", "wire"));
  }

  /** Folders below the root as deep as this hold folders of their own. */
  private static final int DEEPEST = 3;

  private static JavaClasses product;
  private static JavaClasses planted;
  private static JavaClasses everything;

  @BeforeAll
  static void readClasses() throws IOException {
    everything = new ClassFileImporter().importPackages(PRODUCT);
    planted = new ClassFileImporter().importPackages(PLANTED);
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PRODUCT);
    assertTrue(product.size() > 50, "the product's classes were found");
    assertTrue(product.stream().noneMatch(c -> c.getPackageName().startsWith(PLANTED)));
  }

  /** A rule by name, as a function of the root package. */
  private record Rule(String name, ArchRule onProduct, ArchRule onPlanted) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Rule rule(String name, java.util.function.Function<String, ArchRule> make) {
    return new Rule(
        name,
        make.apply(PRODUCT).allowEmptyShould(true),
        make.apply(PLANTED).allowEmptyShould(true));
  }

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    ARROWS.forEach(
        (room, known) -> rules.add(rule("arrows of " + room, root -> arrows(root, room, known))));
    rules.add(rule("screens do not know each other", ArchitectureTest::screensApart));
    for (String pure : List.of("model", "wire", "layout", "display")) {
      rules.add(rule("java.base only in " + pure, root -> baseOnly(root, pure)));
    }
    rules.add(
        rule(
            "only boot knows the backends' rooms",
            root ->
                noClasses()
                    .that(
                        in(root)
                            .and(
                                not(
                                    resideInAnyPackage(
                                        root + ".boot..",
                                        root + ".sim..",
                                        root + ".qemu..",
                                        root + ".imported.."))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root + ".sim..", root + ".qemu..", root + ".imported..")));
    rules.add(
        rule(
            "javafx in ui and the Application of boot only",
            root ->
                noClasses()
                    .that(
                        in(root)
                            .and(not(resideInAPackage(root + ".ui..")))
                            .and(
                                not(
                                    describe(
                                        "are the Application in boot",
                                        (JavaClass c) ->
                                            c.getPackageName().equals(root + ".boot")
                                                && outermost(c)
                                                    .isAssignableTo(
                                                        "javafx.application.Application")))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..")));
    rules.add(
        rule(
            "JDBC in store only",
            root ->
                noClasses()
                    .that(in(root).and(not(resideInAPackage(root + ".store.."))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")));
    rules.add(
        rule(
            "Jackson in scenario, codec, store, cli and qemu only",
            root ->
                noClasses()
                    .that(
                        in(root)
                            .and(
                                not(
                                    resideInAnyPackage(
                                        root + ".scenario..",
                                        root + ".codec..",
                                        root + ".store..",
                                        root + ".cli..",
                                        root + ".qemu.."))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("tools.jackson..", "com.fasterxml..")));
    rules.add(
        rule(
            "no AWT, no Swing",
            root ->
                noClasses()
                    .that(in(root))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.swing..")));
    rules.add(
        rule(
            "runLater in ui.kit only",
            root ->
                noClasses()
                    .that(in(root).and(not(resideInAPackage(root + ".ui.kit.."))))
                    .should()
                    .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable")));
    rules.add(
        rule("time and chance are arguments in the core", ArchitectureTest::noClockInTheCore));
    rules.add(
        rule(
            "nobody sleeps",
            root ->
                noClasses()
                    .that(in(root))
                    .should()
                    .callMethod("java.lang.Thread", "sleep", "long")
                    .orShould()
                    .callMethod("java.lang.Thread", "sleep", "java.time.Duration")));
    rules.add(rule("no package cycles", ArchitectureTest::noPackageCycles));
    for (int depth = 1; depth <= DEEPEST; depth++) {
      int at = depth;
      rules.add(rule("no cycles of folders at depth " + at, root -> noFolderCycles(root, at)));
    }
    return rules;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void productKeeps(Rule rule) {
    rule.onProduct().check(product);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void plantedViolationIsFound(Rule rule) {
    assertTrue(
        rule.onPlanted().evaluate(planted).hasViolation(),
        rule + " found nothing in the planted house");
  }

  /** Two folders that know each other only by way of what lies in them; no two packages do. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void cycleThroughSubfoldersIsFoundAtItsDepth(int depth) {
    String root = PLANTED + ".folded.depth" + depth;
    JavaClasses house = new ClassFileImporter().importPackages(root);
    assertFalse(noPackageCycles(root).evaluate(house).hasViolation());
    for (int at = 1; at <= DEEPEST; at++) {
      assertEquals(
          at == depth, noFolderCycles(root, at).evaluate(house).hasViolation(), "at " + at);
    }
  }

  @org.junit.jupiter.api.Test
  void noFolderHoldsFoldersDeeperThanTheCycleRulesLook() {
    assertTrue(
        product.stream()
            .map(JavaClass::getPackageName)
            .allMatch(name -> name.split("\\.").length <= 2 + DEEPEST + 1));
  }

  @ParameterizedTest
  @MethodSource("topPackages")
  void everyRoomIsOnThePlan(String room) {
    TreeSet<String> plan = new TreeSet<>(ARROWS.keySet());
    plan.addAll(List.of("boot", ""));
    assertTrue(plan.contains(room), room + " is not a room of the house: say what it may know");
  }

  static Stream<String> topPackages() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PRODUCT)
            .stream()
            .map(
                c ->
                    c.getPackageName()
                        .substring(Math.min(c.getPackageName().length(), PRODUCT.length() + 1)))
            .map(name -> Arrays.asList(name.split("\\.")).getFirst())
            .distinct();
  }

  /** Tests keep to one "never" too: nothing waits by sleeping. */
  @org.junit.jupiter.api.Test
  void testsDoNotSleep() {
    noClasses()
        .that(in(PRODUCT).and(not(resideInAPackage(PLANTED + ".."))))
        .should()
        .callMethod("java.lang.Thread", "sleep", "long")
        .orShould()
        .callMethod("java.lang.Thread", "sleep", "java.time.Duration")
        .check(everything);
  }

  /** The jar tool that reads the descriptor runs on the JDK of Maven, which may be 17. */
  @org.junit.jupiter.api.Test
  void descriptorIsCompiledForTheJarTool() throws IOException {
    try (InputStream in = Coppice.class.getResourceAsStream("/module-info.class")) {
      byte[] head = in.readNBytes(8);
      assertEquals(61, head[7], "class version of module-info, which Maven's own JDK must read");
    }
  }

  private static ArchRule arrows(String root, String room, List<String> known) {
    List<String> allowed = new ArrayList<>(known.stream().map(k -> root + "." + k + "..").toList());
    allowed.add(root + "." + room + "..");
    if (room.equals("ui")) {
      allowed.add(root + ".ui..");
    }
    DescribedPredicate<JavaClass> inside =
        room.equals("ui")
            ? resideInAPackage(root + ".ui..").and(not(resideInAPackage(root + ".ui.kit..")))
            : resideInAPackage(root + "." + room + "..");
    return classes()
        .that(inside)
        .should()
        .onlyDependOnClassesThat(
            not(in(root))
                .or(resideInAnyPackage(allowed.toArray(String[]::new)))
                .as("stand in " + String.join(", ", allowed) + " or outside the house"));
  }

  private static ArchRule noPackageCycles(String root) {
    return SlicesRuleDefinition.slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** Folders at that depth below the root, each with everything in it, know each other one way. */
  private static ArchRule noFolderCycles(String root, int depth) {
    return SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                if (!name.startsWith(root + ".")) {
                  return SliceIdentifier.ignore();
                }
                List<String> folders = List.of(name.substring(root.length() + 1).split("\\."));
                return SliceIdentifier.of(folders.subList(0, Math.min(depth, folders.size())));
              }

              @Override
              public String getDescription() {
                return "folders at depth " + depth;
              }
            })
        .should()
        .beFreeOfCycles();
  }

  private static ArchRule screensApart(String root) {
    return SlicesRuleDefinition.slices()
        .matching(root + ".ui.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage(root + ".ui.shell.."), in(root))
        .ignoreDependency(in(root), resideInAPackage(root + ".ui.kit.."));
  }

  private static ArchRule baseOnly(String root, String room) {
    return classes()
        .that(resideInAPackage(root + "." + room + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "java.nio..",
                    "java.math..",
                    "java.time..",
                    "java.text..",
                    "java.security..",
                    "javax.crypto..",
                    "javax.net..",
                    "javax.security..",
                    "java.net..",
                    root + "." + room + "..")
                .and(
                    not(
                        resideInAnyPackage(
                            "java.util.logging..", "java.util.prefs..", "java.net.http..")))
                .or(
                    describe(
                        "are primitive",
                        (JavaClass c) -> c.getPackageName().isEmpty() || c.isArray()))
                .or(
                    describe(
                        "are the bitmaps of forked pages",
                        (JavaClass c) ->
                            room.equals("model")
                                && c.getPackageName().startsWith("org.roaringbitmap"))));
  }

  private static ArchRule noClockInTheCore(String root) {
    List<String> clocks =
        List.of(
            "java.time.Instant.now()",
            "java.time.LocalDate.now()",
            "java.time.LocalDateTime.now()",
            "java.time.ZonedDateTime.now()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.Math.random()",
            "java.util.UUID.randomUUID()",
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()");
    return noClasses()
        .that(
            resideInAnyPackage(
                Stream.of("model", "wire", "layout", "backend", "rules", "codec", "sim", "scenario")
                    .map(room -> root + "." + room + "..")
                    .toArray(String[]::new)))
        .should()
        .callCodeUnitWhere(
            describe(
                "asks the machine for time or chance",
                call -> clocks.contains(call.getTarget().getFullName())));
  }

  private static JavaClass outermost(JavaClass c) {
    return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c);
  }

  private static DescribedPredicate<JavaClass> in(String root) {
    return resideInAPackage(root + "..");
  }

  private static <T> DescribedPredicate<T> not(DescribedPredicate<T> predicate) {
    return DescribedPredicate.not(predicate);
  }
}
