package io.coppice.boot;

import io.coppice.ui.kit.Place;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was asked for when the console was started.
 *
 * @param dataFolder where things are kept
 * @param scenario a built-in scenario's name or a file's path, to open instead of the last one
 * @param softwareRendering draws without the graphics card
 * @param tour where pictures of every main screen go; the console then ends by itself
 * @param first what is shown at once
 */
public record StartOptions(
    Path dataFolder,
    Optional<String> scenario,
    boolean softwareRendering,
    Optional<Path> tour,
    Optional<Place> first) {}
