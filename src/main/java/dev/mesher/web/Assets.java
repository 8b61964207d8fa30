package dev.mesher.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The dashboard's files. They are read and compressed once, and stand under an address that has a hash of all of them:
 * so browsers may keep them for good, and a new version of Mesher has other addresses. Immutable.
 */
public final class Assets {
    private static final String ROOT = "/web";
    private static final String PAGE = "index.html";

    /** Stands in {@code index.html} for the address of the directory that has the files. */
    private static final String BASE = "{base}";

    private static final int HASH_BYTES = 8;

    private final String base;
    private final Asset page;
    private final Map<String, Asset> byPath;

    private Assets(String base, Asset page, Map<String, Asset> byPath) {
        this.base = base;
        this.page = page;
        this.byPath = byPath;
    }

    /** Reads the files from the class path. Blocks for some 50 ms. */
    public static Assets load() {
        SortedMap<String, Buffer> files = read();
        String base = "/ui/" + hash(files);
        Map<String, Asset> byPath = new LinkedHashMap<>();
        files.forEach((name, bytes) -> {
            if (!name.equals(PAGE)) {
                byPath.put(base + "/" + name, Asset.of(name, bytes));
            }
        });
        Buffer page = files.get(PAGE);
        if (page == null) {
            throw new IllegalStateException(PAGE + " is missing from the jar");
        }
        String html = page.toString(StandardCharsets.UTF_8).replace(BASE, base);
        return new Assets(base, Asset.of(PAGE, Buffer.buffer(html)), Map.copyOf(byPath));
    }

    /** The address of the directory that has the files, without a slash at its end. */
    String base() {
        return base;
    }

    /** The page, which is the same for each of the dashboard's addresses. */
    Asset page() {
        return page;
    }

    Optional<Asset> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static SortedMap<String, Buffer> read() {
        URL root = Assets.class.getResource(ROOT);
        if (root == null) {
            throw new IllegalStateException("the dashboard's files are missing from the jar");
        }
        try {
            URI uri = root.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri));
            }
            // By its path and not by its address: of an address there can be only one file system in the process.
            String address = uri.getRawSchemeSpecificPart();
            Path file = Path.of(URI.create(address.substring(0, address.indexOf("!/"))));
            try (FileSystem jar = FileSystems.newFileSystem(file)) {
                return read(jar.getPath(ROOT));
            }
        } catch (URISyntaxException | IOException broken) {
            throw new IllegalStateException("the dashboard's files cannot be read", broken);
        }
    }

    private static SortedMap<String, Buffer> read(Path root) throws IOException {
        SortedMap<String, Buffer> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> found = walk.filter(Files::isRegularFile).toList();
            for (Path file : found) {
                String name = root.relativize(file).toString().replace('\\', '/');
                files.put(name, Buffer.buffer(Files.readAllBytes(file)));
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        return files;
    }

    private static String hash(SortedMap<String, Buffer> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(bytes.getBytes());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
