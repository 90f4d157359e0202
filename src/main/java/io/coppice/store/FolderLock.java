package io.coppice.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * One console a folder. The operating system lets go of the lock when the process ends, however it
 * ends. The holder's process id stands in the file; the locked byte is far behind it, because
 * Windows lets nobody read what is locked.
 */
final class FolderLock implements AutoCloseable {
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Taken by somebody else. */
  static final class InUseException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<String> process;

    InUseException(Optional<String> process) {
      super("in use by " + process);
      this.process = process;
    }

    /** The holder's process id, if it could be read. */
    Optional<String> process() {
      return process;
    }
  }

  static FolderLock take(Path folder) throws IOException, InUseException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("console.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PrivateFiles.fileAttributes(folder));
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw new InUseException(holder(channel));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new FolderLock(channel, lock);
    } catch (OverlappingFileLockException e) {
      Optional<String> holder = holder(channel);
      channel.close();
      throw new InUseException(holder);
    } catch (IOException | InUseException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<String> holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    return Optional.of(text).filter(pid -> !pid.isEmpty());
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
