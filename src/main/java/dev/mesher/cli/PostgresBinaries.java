package dev.mesher.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL in the jar. It is unpacked once, into a directory named by its checksum. */
final class PostgresBinaries {
    private static final int ANY_EXECUTE = 0b001_001_001;

    private PostgresBinaries() {}

    /** Unpacks it if necessary. Returns the directory that contains {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(Path parent) throws IOException {
        URL archive = archive();
        Path home = parent.resolve("postgresql-" + checksum(archive));
        if (!Files.isDirectory(home)) {
            Path partial = Files.createTempDirectory(parent, "unpacking-");
            try (InputStream packed = archive.openStream()) {
                unpack(packed, partial);
            }
            permit(partial, true);
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home;
    }

    private static URL archive() {
        String machine =
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "unknown";
                };
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        URL archive = PostgresBinaries.class.getResource("/postgres-" + system + "-" + machine + ".txz");
        if (archive == null) {
            throw new CommandFailed(
                    "Mesher brings a PostgreSQL for Linux on amd64 and arm64 only: start one of your own, set"
                            + " DATABASE_URL, and use run instead of dev");
        }
        return archive;
    }

    /** The checksum. The jar stores it, so the archive need not be read. */
    private static String checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        return connection instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toString(connection.getContentLengthLong());
    }

    private static void unpack(InputStream packed, Path into) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive has an entry outside its directory: " + entry.getName());
                }
                place(tar, entry, target);
            }
        }
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Path unused = Files.createDirectories(target);
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Path unused = Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Path unused = Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        long unused = Files.copy(tar, target);
        permit(target, (entry.getMode() & ANY_EXECUTE) != 0);
    }

    private static void permit(Path file, boolean executable) throws IOException {
        String permissions = executable ? "rwxr-xr-x" : "rw-r--r--";
        Path unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
