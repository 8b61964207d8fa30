package dev.mesher.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Locks a directory for one process. The operating system releases the lock when the process ends, in whatever way. */
final class DirectoryLock implements AutoCloseable {
    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the lock. Creates the directory if it does not exist. */
    static DirectoryLock take(Path directory) throws IOException {
        Path made = Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(made.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            channel.close();
            throw new CommandFailed("Another mesher is running in " + directory);
        }
        return new DirectoryLock(directory, channel);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }
}
