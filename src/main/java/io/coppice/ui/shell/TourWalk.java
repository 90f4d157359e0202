package io.coppice.ui.shell;

import io.coppice.backend.Speed;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.session.Session;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Theme;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Scene;
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

  /**
   * Pulses that a step is given to settle: states are computed off the FX thread and shown in the
   * frame after.
   */
  private static final Duration SETTLE = Duration.millis(700);

  private final Shell shell;
  private final Session session;
  private final Path folder;
  private final Runnable done;
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
    plan();
    Timeline timeline = new Timeline(new KeyFrame(SETTLE, _ -> step()));
    timeline.setCycleCount(steps.size() + 1);
    timeline.setOnFinished(_ -> done.run());
    timeline.play();
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
      inventory.datacentres().forEach(d -> page("datacentre-" + tone, new Place.Page(d.id())));
      first(inventory.clusters(), c -> page("cluster-" + tone, new Place.Page(c.id())));
      first(
          inventory.hosts(),
          h -> {
            page("host-" + tone, new Place.Page(h.id()));
            page("host-monitor-" + tone, new Place.Page(h.id(), "monitor"));
          });
      Machine shown = machine(inventory);
      page("machine-" + tone, new Place.Page(shown.id()));
      page("machine-monitor-" + tone, new Place.Page(shown.id(), "monitor"));
      page("machine-hardware-" + tone, new Place.Page(shown.id(), "configure"));
      page("machine-snapshots-" + tone, new Place.Page(shown.id(), "snapshots"));
      first(inventory.datastores(), d -> page("datastore-" + tone, new Place.Page(d.id())));
      first(inventory.portGroups(), g -> page("network-" + tone, new Place.Page(g.id())));
      page("settings-" + tone, new Place.Settings());
      page("help-" + tone, new Place.Help("getting-started"));
      steps.add(new Step("palette-" + tone, shell::openPalette));
      steps.add(new Step("", () -> shell.context().dialogs().hide()));
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

  /** A running machine with snapshots, else any. */
  private static Machine machine(Inventory inventory) {
    Machine[] found = new Machine[1];
    inventory
        .machines()
        .forEach(
            machine -> {
              boolean better = machine.isOn() && !machine.snapshots().isEmpty();
              if (found[0] == null || better && found[0].snapshots().isEmpty()) {
                found[0] = machine;
              }
            });
    return found[0];
  }

  /** Takes the picture of the step before, then takes the next step. */
  private void step() {
    if (number > 0 && !steps.get(number - 1).name().isEmpty()) {
      try {
        picture(steps.get(number - 1).name());
      } catch (IOException e) {
        System.getLogger(TourWalk.class.getName())
            .log(System.Logger.Level.ERROR, "cannot write to " + folder, e);
        steps.subList(number, steps.size()).clear();
      }
    }
    if (number < steps.size()) {
      steps.get(number++).go().run();
    }
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(folder);
    WritableImage image = scene.snapshot(null);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".png")))) {
      Png.write(image, out);
    }
  }
}
