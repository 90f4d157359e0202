package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Question;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.operations.NetworkSetup;
import io.coppice.ui.overlay.source.NetworkSource;
import java.util.Optional;
import javafx.scene.Node;

/**
 * Looks for the first dropped packet of a segment: waits for one of those that machines send, or
 * predicts pings, now and after every change, until one is dropped. FX thread.
 */
final class DropSearch {
  private final UiContext context;
  private final NetworkSource source;
  private final Screen screen;
  private final DropWatch watch;
  private final FirstDropMenu menu;
  private Optional<NetworkState> state = Optional.empty();
  private Optional<String> predicting = Optional.empty();
  private int asked;

  /** Shows what is found. */
  interface Screen {
    /** Whatever was asked before is over, and its answer gone. */
    void began(String words);

    void found(Question question, Predictor.Answer answer);

    void carried(CarriedTrace packet);

    void failed(Throwable failure);
  }

  DropSearch(UiContext context, NetworkSource source, Screen screen) {
    this.context = context;
    this.source = source;
    this.screen = screen;
    watch = new DropWatch(context.gate(), screen::carried);
    menu =
        new FirstDropMenu(
            context.texts(),
            () -> state,
            new FirstDropMenu.Watcher(
                () -> source.captures().isPresent(),
                watch::isWaiting,
                this::waitFor,
                this::predict,
                this::stop));
  }

  Node node() {
    return menu.node();
  }

  private String text(String key, Object... args) {
    return context.texts().get("network.trace.first-drop." + key, args);
  }

  /** The network is this one now, or none is known. */
  void offer(Optional<NetworkState> now) {
    if (now.isEmpty() || state.isEmpty()) {
      end();
    }
    state = now;
  }

  /** Predicts again, if it was predicted: the network changed. */
  void again() {
    if (state.isPresent()) {
      predicting.ifPresent(this::predict);
    }
  }

  /** Something else was asked. */
  void end() {
    asked++;
    predicting = Optional.empty();
    watch.end();
  }

  private void waitFor(String label) {
    end();
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    source
        .captures()
        .ifPresent(site -> setup.segment(label).ifPresent(segment -> watch.begin(site, segment)));
    screen.began(text(watch.isWaiting() ? "waiting" : "gone", label));
  }

  private void stop() {
    end();
    screen.began(text("stopped"));
  }

  private void predict(String label) {
    end();
    predicting = Optional.of(label);
    int number = asked;
    NetworkState network = state.orElseThrow();
    Optional<Segment> segment =
        network.segments().stream().filter(it -> it.label().equals(label)).findFirst();
    screen.began(text(segment.isPresent() ? "looking" : "gone", label));
    segment.ifPresent(
        it ->
            context
                .gate()
                .async(
                    () -> FirstDrop.in(network, it),
                    found -> {
                      if (number == asked) {
                        predicted(label, found);
                      }
                    },
                    failure -> {
                      if (number == asked) {
                        screen.failed(failure);
                      }
                    }));
  }

  private void predicted(String label, FirstDrop.Found found) {
    if (found.question().isEmpty()) {
      screen.began(text("nothing", label, found.asked()));
    } else {
      predicting = Optional.empty();
      screen.found(found.question().get(), found.answer().orElseThrow());
    }
  }
}
