package io.coppice.session;

import io.coppice.model.blueprint.Blueprint;
import java.nio.file.Path;
import java.util.List;

/** The scenarios there are. Methods block and may be called on any thread. */
public interface ScenarioLibrary {
  /** Built-in ones, then the person's own. */
  List<Listed> list();

  /**
   * Reads one.
   *
   * @param source a built-in scenario's name, or the path of a file
   * @throws Session.ProblemException naming file, line and what was expected
   */
  Blueprint read(String source);

  /**
   * Writes one.
   *
   * @throws Session.ProblemException if the file cannot be written
   */
  void write(Path file, Blueprint blueprint);

  /** A scenario that can be read. */
  record Listed(String source, String title, String summary, boolean builtIn) {}
}
