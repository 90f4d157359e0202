package io.coppice.imported.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one device that {@code bridge fdb} or {@code ip neigh} was asked for: the tools leave it out
 * of their rows then, as text and as JSON.
 */
final class AskedDevice {
  private static final int LONGEST = 300;
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\b(?:bridge\\b.{0,40}\\bfdb|ip\\b.{0,40}\\bn(?:eigh\\w*)?)\\b.{0,60}?\\b(?:dev|brport)["
              + " _-]+([^\\s/]{1,15}?)(?:\\.(?:txt|log|out|json))?(?:\\s|$)");

  private AskedDevice() {}

  /** Of a command, as it stands at a prompt or in the name of a file. */
  static Optional<String> of(String command) {
    boolean may = command.contains("fdb") || command.contains("neigh") || command.contains("ip n");
    if (!may || command.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher found = COMMAND.matcher(command);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The row with the device that it left out; the same if it names one or is of another table. */
  static Json.Members in(Json.Members row, Optional<String> device) {
    if (device.isEmpty() || row.has("dev") || row.has("ifname")) {
      return row;
    }
    boolean fdb = row.has("mac");
    if (!fdb && !(row.has("dst") && row.has("lladdr"))) {
      return row;
    }
    List<String> names = new ArrayList<>(row.names());
    List<Json> values = new ArrayList<>(row.values());
    names.add(fdb ? "ifname" : "dev");
    values.add(new Json.Text(row.start(), row.start(), device.get()));
    return new Json.Members(row.start(), row.end(), names, values);
  }
}
