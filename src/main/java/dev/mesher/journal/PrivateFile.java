package dev.mesher.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SQLite file that only the user of this process can read or write, since it contains whole events. The file and
 * SQLite's companion files have the mode 0600, and the directory has 0700. The modes are set before anything is
 * written.
 */
final class PrivateFile {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFile.class);
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    /** SQLite creates both with the permissions of the main file. */
    private static final List<String> COMPANIONS = List.of("-wal", "-shm");

    /** The sticky bit, which marks a directory that all users share, such as {@code /tmp}. */
    private static final int STICKY = 01000;

    private PrivateFile() {}

    /** Creates {@code file} and its directory if they are missing, and restricts permissions that are too open. */
    static void prepare(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path directory = whole.getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file");
        }
        if (!Files.isDirectory(directory)) {
            Path unused = Files.createDirectories(directory, only(DIRECTORY));
        }
        if (isEverybodys(directory)) {
            LOG.warn(
                    "[Mesher] {} is a directory that all users share: set MESHER_DATA_DIR to a directory of its own",
                    directory);
        } else {
            tighten(directory, DIRECTORY);
        }
        try {
            Path unused = Files.createFile(whole, only(FILE));
        } catch (FileAlreadyExistsException there) {
            tighten(whole, FILE);
        }
        for (String companion : COMPANIONS) {
            Path beside = whole.resolveSibling(whole.getFileName() + companion);
            if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                tighten(beside, FILE);
            }
        }
    }

    private static void tighten(Path path, Set<PosixFilePermission> allowed) {
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            if (!allowed.containsAll(found)) {
                Path unused = Files.setPosixFilePermissions(path, allowed);
                LOG.info(
                        "[Mesher] {} was open to other users ({}), its permissions are now {}",
                        path,
                        PosixFilePermissions.toString(found),
                        PosixFilePermissions.toString(allowed));
            }
        } catch (IOException anotherUsers) {
            LOG.warn("[Mesher] {} is open to other users and its permissions cannot be changed", path, anotherUsers);
        }
    }

    private static boolean isEverybodys(Path directory) throws IOException {
        return Files.getAttribute(directory, "unix:mode") instanceof Integer mode && (mode & STICKY) != 0;
    }

    private static FileAttribute<Set<PosixFilePermission>> only(Set<PosixFilePermission> allowed) {
        return PosixFilePermissions.asFileAttribute(allowed);
    }
}
