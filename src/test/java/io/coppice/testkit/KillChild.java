package io.coppice.testkit;

import io.coppice.backend.Backend;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.InventoryOperation.SetTags;
import io.coppice.backend.MachineOperation.Migrate;
import io.coppice.backend.MachineOperation.MigrateStorage;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Tag;
import io.coppice.session.LiveSession;
import io.coppice.session.Session;
import io.coppice.store.StoreOpening;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A console without a window that works until it is killed. It says on standard output what digest
 * the world had when it stood open ({@code OPEN}), and the label of every operation as soon as that
 * was acknowledged ({@code ACK}). With the argument {@code once} it ends by itself, which makes the
 * archive of classes that lets the others start fast.
 */
public final class KillChild {
  /** What it works on. */
  public static final int HOSTS = 4;

  public static final int MACHINES = 24;
  private static final int OUTSTANDING = 4;

  /** Children live so long, or they would be thousands after hundreds of kills. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /** Checkpoints are due after minutes; here minutes pass in a fraction of a second. */
  private static final long HASTE = 1_000;

  private final PrintStream out;
  private final Random random;
  private final String run;
  private int asked;

  private KillChild(PrintStream out, String run) {
    this.out = out;
    this.run = run;
    this.random = new Random(run.hashCode());
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new KillChild(out, args[1]).work(Path.of(args[0]), args.length > 2);
  }

  public static Blueprint blueprint() {
    return SmallSite.of(HOSTS, MACHINES);
  }

  private void work(Path folder, boolean once) {
    StoreOpening opening = StoreOpening.of(folder, InstantSource.system());
    if (!(opening instanceof StoreOpening.Ready ready)) {
      out.println("REFUSED " + opening);
      return;
    }
    Instant start = Instant.now();
    InstantSource hasty =
        () -> start.plus(Duration.between(start, Instant.now()).multipliedBy(HASTE));
    try (LiveSession session =
        LiveSession.open(
            new LiveSession.Parts(
                ready.store(),
                telling(Sessions.sims()),
                Sessions.library(blueprint()),
                hasty,
                Duration.ofMillis(20)),
            Optional.empty(),
            blueprint().source())) {
      session.notices().forEach(notice -> out.println("NOTICE " + notice));
      // A fork is over in half a simulated second: only where time goes slowly is one under way.
      session
          .site()
          .time()
          .orElseThrow()
          .setSpeed(
              random.nextInt(3) == 0 ? Speed.X600 : random.nextBoolean() ? Speed.X1 : Speed.X10);
      Deque<CompletableFuture<Void>> outstanding = new ArrayDeque<>();
      for (int step = 0; !once || step < 200; step++) {
        outstanding.add(ask(session));
        if (outstanding.size() > OUTSTANDING) {
          outstanding.remove().join();
        }
      }
    }
  }

  private SiteFactory telling(SiteFactory sites) {
    return (past, log) -> {
      Backend site = sites.open(past, log);
      String digest = site.durable().orElseThrow().digest().toCompletableFuture().join();
      out.println("OPEN " + digest + ' ' + site.snapshot().time().micros());
      return site;
    };
  }

  private CompletableFuture<Void> ask(Session session) {
    List<Operation> operations = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String label = run + '-' + asked++;
      labels.add(label);
      operations.add(new SetNotes(machine(), label));
      labels.add("");
      operations.add(random.nextBoolean() ? some(label) : forking(label, session));
    }
    return session
        .submit("Work", operations)
        .thenAccept(
            outcomes -> {
              for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Accepted && !labels.get(i).isEmpty()) {
                  out.println("ACK " + labels.get(i));
                }
              }
            })
        .toCompletableFuture();
  }

  private Operation some(String label) {
    return switch (random.nextInt(9)) {
      case 0 -> new PowerOn(machine());
      case 1 -> new PowerOff(machine());
      case 2 -> new Move(machine(), random.nextBoolean() ? SmallSite.TEAM_A : SmallSite.MACHINES);
      case 3 -> new CreateFolder(SmallSite.MACHINES, label);
      case 4 ->
          new Migrate(machine(), Optional.of(new HostId(random.nextInt(HOSTS))), Optional.empty());
      case 5 -> new Take(machine(), label, "", false, false);
      case 6 -> new MigrateStorage(machine(), new DatastoreId(random.nextInt(2)));
      default -> new SetTags(machine(), Set.of(new Tag("run", label)));
    };
  }

  private Operation forking(String label, Session session) {
    // Children stand behind the machines that were there before.
    MachineId any = new MachineId(random.nextInt(session.snapshot().inventory().machines().size()));
    ForkGroupId group =
        new ForkGroupId(random.nextInt(1 + session.snapshot().forks().groups().size()));
    ForkSpec spec = spec(label);
    return switch (random.nextInt(12)) {
      case 0 -> new ForkOperation.Freeze(machine(), label, TrustDomain.DEFAULT);
      case 1 -> new ForkOperation.Refork(any, spec);
      case 2 -> new ForkOperation.ResumeParent(machine());
      case 3 -> new ForkOperation.Promote(any);
      case 4 -> new ForkOperation.EndSubtree(any);
      case 5 -> new ForkOperation.KeepWinner(any);
      case 6 -> new ForkOperation.SetLease(any, Optional.of(LIFETIME));
      case 7 ->
          new ForkOperation.SetPageSharing(
              group, random.nextBoolean() ? PageSharing.ON : PageSharing.OFF);
      default -> new ForkOperation.Fork(random.nextBoolean() ? machine() : any, spec);
    };
  }

  private ForkSpec spec(String label) {
    ForkSpec plain = ForkSpec.of(1 + random.nextInt(6), label + "-##");
    return new ForkSpec(
        plain.count(),
        plain.names(),
        random.nextInt(4) == 0 ? IdentityPlan.NONE : IdentityPlan.ALL,
        plain.network(),
        random.nextBoolean() ? ForkPlacement.SAME_HOST : ForkPlacement.ON_DEMAND,
        Optional.of(LIFETIME),
        true,
        random.nextBoolean());
  }

  private MachineId machine() {
    return new MachineId(random.nextInt(MACHINES));
  }
}
