package io.coppice.session;

import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import java.nio.file.Path;
import java.util.List;

/** The scenarios there are. Methods block and may be called on any thread. */
public interface ScenarioLibrary {
  /** Built-in ones, then the person's own. */
  List<Listed> list();

  /**
   * By what one is known, however it was asked for: a built-in scenario's name, or a file's own
   * path from the root, through no link.
   */
  String source(String asked);

  /**
   * Reads one.
   *
   * @param source a built-in scenario's name, or the path of a file
   * @throws Session.ProblemException naming file, line and what was expected
   */
  Blueprint read(String source);

  /**
   * Writes one that can be read again.
   *
   * @return what the file says otherwise than the blueprint, because no file may say it
   * @throws Session.ProblemException if the file cannot be written, or could not be read again
   */
  List<Problem> write(Path file, Blueprint blueprint);

  /** A scenario that can be read. */
  record Listed(String source, String title, String summary, boolean builtIn) {}
}
