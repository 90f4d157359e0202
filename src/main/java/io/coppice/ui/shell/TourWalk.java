package io.coppice.ui.shell;

import io.coppice.backend.Speed;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.session.Session;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.PngWriter;
import io.coppice.ui.kit.Theme;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * Walks through every main screen in light and dark and writes a picture of each. Needs no display.
 * FX thread; between two steps the toolkit goes on, so that states computed beside it arrive.
 */
public final class TourWalk {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;
  private static final String SUMMARY = "summary";

  /**
   * How often states are computed and shown before a picture: what was bound, then what that bound.
   */
  private static final int ROUNDS = 3;

  /** For what moves: a dialog that fades. */
  private static final Duration REST = Duration.millis(350);

  private final Shell shell;
  private final Session session;
  private final Path folder;
  private final Runnable done;
  private final TourForks forks;
  private final List<Step> steps = new ArrayList<>();
  private Scene scene;
  private int number;

  private record Step(String name, Runnable go) {}

  /**
   * A walk that has not begun.
   *
   * @param done runs after the last picture, or when one cannot be written
   */
  public TourWalk(Shell shell, Session session, Path folder, Runnable done) {
    this.shell = shell;
    this.session = session;
    this.folder = folder;
    this.done = done;
    this.forks = new TourForks(session);
  }

  /** Begins to walk. */
  public void start(Stage stage) {
    scene = new Scene(shell.node(), WIDTH, HEIGHT);
    shell.theme().dress(scene);
    stage.setScene(scene);
    stage.setWidth(WIDTH);
    stage.setHeight(HEIGHT);
    stage.show();
    session.site().time().ifPresent(time -> time.setSpeed(Speed.X600));
    forks.begin();
    plan();
    step();
  }

  private void plan() {
    for (Theme.Choice choice : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      String tone = choice.name().toLowerCase(Locale.ROOT);
      steps.add(
          new Step(
              "start-" + tone,
              () -> {
                shell.theme().choose(choice);
                shell.tabs().open(new Place.Start());
              }));
      Inventory inventory = session.snapshot().inventory();
      inventory
          .datacentres()
          .forEach(d -> page("datacentre-" + tone, new Place.Page(d.id(), SUMMARY)));
      first(
          inventory.clusters(),
          c -> {
            page("cluster-" + tone, new Place.Page(c.id(), SUMMARY));
            for (String tab : List.of("hosts", "machines", "drs", "plan")) {
              page("cluster-" + tab + '-' + tone, new Place.Page(c.id(), tab));
            }
          });
      first(
          inventory.hosts(),
          h -> {
            page("host-" + tone, new Place.Page(h.id(), SUMMARY));
            page("host-monitor-" + tone, new Place.Page(h.id(), "monitor"));
          });
      Machine shown = machine(inventory);
      page("machine-" + tone, new Place.Page(shown.id(), SUMMARY));
      page("machine-monitor-" + tone, new Place.Page(shown.id(), "monitor"));
      page("machine-hardware-" + tone, new Place.Page(shown.id(), "configure"));
      page("machine-snapshots-" + tone, new Place.Page(shown.id(), "snapshots"));
      page("machine-console-" + tone, new Place.Page(shown.id(), "console"));
      first(
          inventory.datastores(), d -> page("datastore-" + tone, new Place.Page(d.id(), SUMMARY)));
      first(inventory.portGroups(), g -> page("network-" + tone, new Place.Page(g.id(), SUMMARY)));
      for (TourForks.Stop stop : TourForks.STOPS) {
        steps.add(
            new Step(
                stop.name() + "-" + tone,
                () -> forks.place(stop).ifPresent(place -> shell.tabs().open(place))));
      }
      for (String tab : List.of("topology", "trace", "faults", "changes", "compare", "capture")) {
        page("network-" + tab + '-' + tone, new Place.Network(tab));
      }
      steps.add(new Step("network-traced-" + tone, this::trace));
      page("settings-" + tone, new Place.Settings());
      page("help-" + tone, new Place.Help("getting-started"));
      steps.add(new Step("palette-" + tone, shell::openPalette));
      steps.add(new Step("", () -> shell.context().dialogs().hide()));
    }
  }

  /** Lets the ping be traced that the form offers. */
  private void trace() {
    shell.tabs().open(new Place.Network("trace"));
    if (scene.lookup("#trace-go") instanceof Button go && !go.isDisabled()) {
      go.fire();
    }
  }

  private void page(String name, Place place) {
    steps.add(new Step(name, () -> shell.tabs().open(place)));
  }

  private static <T> void first(
      io.coppice.model.table.CowTable<T> table, java.util.function.Consumer<T> action) {
    for (int row = 0; row < table.size(); row++) {
      if (table.get(row) != null) {
        action.accept(table.get(row));
        return;
      }
    }
  }

  /** A running machine with snapshots, else one that runs, else any. */
  private static Machine machine(Inventory inventory) {
    Machine[] found = new Machine[1];
    inventory
        .machines()
        .forEach(
            machine -> {
              if (found[0] == null || telling(machine) > telling(found[0])) {
                found[0] = machine;
              }
            });
    return found[0];
  }

  private static int telling(Machine machine) {
    return (machine.isOn() ? 2 : 0)
        + (machine.snapshots().isEmpty() ? 0 : 1)
        - (machine.template() ? 2 : 0);
  }

  /** Takes a step, waits until it is shown, takes its picture, and goes on. */
  private void step() {
    if (number == steps.size()) {
      done.run();
      return;
    }
    Step step = steps.get(number++);
    step.go().run();
    settle(
        ROUNDS,
        () -> {
          try {
            if (!step.name().isEmpty()) {
              picture(step.name());
            }
          } catch (IOException e) {
            System.getLogger(TourWalk.class.getName())
                .log(System.Logger.Level.ERROR, "cannot write to " + folder, e);
            number = steps.size();
          }
          step();
        });
  }

  private void settle(int rounds, Runnable then) {
    if (rounds == 0) {
      PauseTransition rest = new PauseTransition(REST);
      rest.setOnFinished(_ -> then.run());
      rest.play();
      return;
    }
    FrameGate.Binding[] fence = new FrameGate.Binding[1];
    fence[0] =
        shell
            .context()
            .gate()
            .bind(
                snapshot -> snapshot,
                _ -> {
                  fence[0].close();
                  settle(rounds - 1, then);
                });
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(folder);
    WritableImage image = scene.snapshot(null);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".png")))) {
      PngWriter.write(image, out);
    }
  }
}
