package dev.mesher.web;

import dev.mesher.http.Gzip;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;

/**
 * One file of the dashboard.
 *
 * @param type its media type
 * @param zipped the same bytes for clients that take gzip; equal to {@code plain} when compression does not pay
 */
record Asset(String type, Buffer plain, Buffer zipped) {
    /** By the ending of a file's name. A file with another ending is not served. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    /**
     * Makes the asset of a file.
     *
     * @throws IllegalArgumentException when no media type is known for the name's ending
     */
    static Asset of(String name, Buffer bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new IllegalArgumentException("no media type is known for " + name);
        }
        Buffer zipped = type.startsWith("font/") ? bytes : Gzip.compress(bytes);
        return new Asset(type, bytes, zipped.length() < bytes.length() ? zipped : bytes);
    }

    boolean isZipped() {
        return zipped != plain;
    }
}
