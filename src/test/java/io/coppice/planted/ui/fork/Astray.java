package io.coppice.planted.ui.fork;

/** Planted: brings work to the FX thread by itself. */
public class Astray {
  public void later() {
    javafx.application.Platform.runLater(() -> {});
  }
}
