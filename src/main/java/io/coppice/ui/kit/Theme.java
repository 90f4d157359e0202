package io.coppice.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.coppice.session.Preferences;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.layout.Region;

/** Light or dark, following the system or chosen, and the size of the text. FX thread. */
public final class Theme {
  /** Percent; the text can be made this small and this large. */
  public static final int LEAST_ZOOM = 80;

  public static final int MOST_ZOOM = 200;

  private static final int STEP = 10;
  public static final double BASE_PIXELS = 13;
  private static final String CHOICE_KEY = "theme.choice";
  private static final String ZOOM_KEY = "theme.zoom";

  private final Preferences preferences;

  /** Held here, and by the platform weakly: that outlives every window. */
  private final InvalidationListener schemeChanged = _ -> apply();

  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Choice> choice;
  private final ReadOnlyIntegerWrapper zoom;
  private Scene scene;

  /** What the person chose. */
  public enum Choice {
    SYSTEM,
    LIGHT,
    DARK
  }

  public Theme(Preferences preferences) {
    this.preferences = preferences;
    this.choice =
        new ReadOnlyObjectWrapper<>(
            preferences.get(CHOICE_KEY).flatMap(Theme::choice).orElse(Choice.SYSTEM));
    this.zoom =
        new ReadOnlyIntegerWrapper(preferences.get(ZOOM_KEY).map(Theme::number).orElse(100));
    Platform.getPreferences()
        .colorSchemeProperty()
        .addListener(new WeakInvalidationListener(schemeChanged));
  }

  private static java.util.Optional<Choice> choice(String text) {
    for (Choice known : Choice.values()) {
      if (known.name().equals(text)) {
        return java.util.Optional.of(known);
      }
    }
    return java.util.Optional.empty();
  }

  private static int number(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), LEAST_ZOOM, MOST_ZOOM);
    } catch (NumberFormatException e) {
      return 100;
    }
  }

  /** Styles a scene, now and after every change. */
  public void dress(Scene dressed) {
    scene = dressed;
    apply();
  }

  public ReadOnlyObjectProperty<Choice> choiceProperty() {
    return choice.getReadOnlyProperty();
  }

  public void choose(Choice wanted) {
    choice.set(wanted);
    preferences.put(CHOICE_KEY, wanted.name());
    apply();
  }

  public int zoom() {
    return zoom.get();
  }

  public ReadOnlyIntegerProperty zoomProperty() {
    return zoom.getReadOnlyProperty();
  }

  /** Sets the size of the text in percent, held between the limits. */
  public void zoom(int percent) {
    zoom.set(Math.clamp(percent, LEAST_ZOOM, MOST_ZOOM));
    preferences.put(ZOOM_KEY, Integer.toString(zoom.get()));
    apply();
  }

  public void larger() {
    zoom(zoom.get() + STEP);
  }

  public void smaller() {
    zoom(zoom.get() - STEP);
  }

  /** Whether the dark colours are shown. */
  public ReadOnlyBooleanProperty darkProperty() {
    return dark.getReadOnlyProperty();
  }

  private void apply() {
    boolean isDark =
        choice.get() == Choice.DARK
            || choice.get() == Choice.SYSTEM
                && Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    Application.setUserAgentStylesheet(
        isDark
            ? new PrimerDark().getUserAgentStylesheetBSS()
            : new PrimerLight().getUserAgentStylesheetBSS());
    if (scene != null && scene.getRoot() instanceof Region root) {
      scene
          .getStylesheets()
          .setAll(
              Theme.class.getResource("/io/coppice/css/coppice.css").toExternalForm(), pixels());
      root.setStyle("-fx-font-size: " + BASE_PIXELS * zoom.get() / 100 + "px;");
      root.getStyleClass().removeAll("dark", "light");
      root.getStyleClass().add(isDark ? "dark" : "light");
    }
    dark.set(isDark);
  }

  /**
   * Sizes that follow the text and are no em. Ikonli writes an icon's size into its own font, so
   * that a size in em would be of itself. Rows of lists are whole pixels high, for others would be
   * drawn unevenly; and all of one height, so that a list asks no cell for its own.
   */
  private String pixels() {
    double em = BASE_PIXELS * zoom.get() / 100;
    return String.format(
        Locale.ROOT,
        "data:text/css,.icon{-fx-icon-size:%.1fpx;}.icon.badge{-fx-icon-size:%.1fpx;}"
            + ".icon.chevron{-fx-icon-size:%.1fpx;}.icon.large{-fx-icon-size:%.1fpx;}"
            + ".tree-list{-fx-fixed-cell-size:%.0fpx;}",
        em * 1.25,
        em * 0.75,
        em,
        em * 2.2,
        em * 1.85);
  }
}
