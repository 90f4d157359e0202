package io.coppice.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the window is to be opened.
 *
 * @param dataFolder where things are kept
 * @param scenario a built-in scenario's name or a file's path, to open instead of the last one
 * @param softwareRendering draws without the graphics card
 */
public record Options(Path dataFolder, Optional<String> scenario, boolean softwareRendering) {}
