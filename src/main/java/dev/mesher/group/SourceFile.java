package dev.mesher.group;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.regex.Pattern;

/** A frame's file, freed of what a deployment changes: the directory above, the query, a content hash. */
final class SourceFile {
    private static final Pattern HASH =
            Pattern.compile("(?<=[._-])(?=[0-9a-zA-Z]{0,63}\\d)[0-9a-fA-F]{6,64}(?=[._-]|$)|\\d{6,}+");
    private static final int KEPT_SEGMENTS = 3;

    /** A program has few files, and each is looked at again with every event. */
    private static final LoadingCache<String, String> STABLE =
            Caffeine.newBuilder().maximumSize(20_000).executor(Runnable::run).build(SourceFile::compute);

    private static final int CACHED_LENGTH = 300;

    private SourceFile() {}

    /** The last three segments of the path, hashes and long numbers replaced. */
    static String stable(String filename) {
        return filename.length() > CACHED_LENGTH ? compute(filename) : STABLE.get(filename);
    }

    private static String compute(String filename) {
        String path = filename.replace('\\', '/');
        int query = path.indexOf('?');
        if (query >= 0) {
            path = path.substring(0, query);
        }
        int start = path.length();
        for (int kept = 0; kept < KEPT_SEGMENTS && start >= 0; kept++) {
            start = path.lastIndexOf('/', start - 1);
        }
        return HASH.matcher(path.substring(start + 1)).replaceAll("<hash>");
    }
}
