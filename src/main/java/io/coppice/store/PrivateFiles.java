package io.coppice.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders and files that nobody but the user may read, from the moment they are made. Where there
 * are no POSIX rights the user's own folder is already private.
 */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static FileAttribute<?>[] fileAttributes(Path near) {
    return isPosix(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
        : new FileAttribute<?>[0];
  }

  /** Makes the folder, or takes the others' rights from the one that is there. */
  static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      takeFromOthers(folder, FOLDER);
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (isPosix(folder)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    } else {
      Files.createDirectory(folder);
    }
  }

  /** Makes an empty file if there is none, so that what writes to it keeps its rights. */
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file, fileAttributes(file));
    } catch (FileAlreadyExistsException e) {
      takeFromOthers(file, FILE);
    }
  }

  /** The owner's rights stay as they are: who made a folder read-only meant it. */
  private static void takeFromOthers(Path path, Set<PosixFilePermission> most) throws IOException {
    if (isPosix(path)) {
      Set<PosixFilePermission> rights = EnumSet.copyOf(most);
      rights.retainAll(Files.getPosixFilePermissions(path));
      if (!rights.equals(Files.getPosixFilePermissions(path))) {
        Files.setPosixFilePermissions(path, rights);
      }
    }
  }
}
