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

  /** Makes the folder and those above it that are missing; one that is there stays as it is. */
  static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      folder(parent);
    }
    try {
      if (isPosix(folder)) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Makes an empty file if there is none, so that what writes to it keeps its rights. */
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file, fileAttributes(file));
    } catch (FileAlreadyExistsException e) {
      takeFromOthers(file);
    }
  }

  /** Nobody else may read a file that was just made; a system that refuses that is left alone. */
  static void owned(Path file) {
    try {
      takeFromOthers(file);
    } catch (IOException e) {
      System.getLogger(PrivateFiles.class.getName())
          .log(System.Logger.Level.WARNING, "The rights of {0} stay as they are: {1}", file, e);
    }
  }

  /** The owner's rights stay as they are: who made a file read-only meant it. */
  private static void takeFromOthers(Path path) throws IOException {
    if (isPosix(path)) {
      Set<PosixFilePermission> rights = EnumSet.copyOf(FILE);
      rights.retainAll(Files.getPosixFilePermissions(path));
      if (!rights.equals(Files.getPosixFilePermissions(path))) {
        Files.setPosixFilePermissions(path, rights);
      }
    }
  }
}
