package dev.mesher.told.send;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What leaves the node for one receiver. Bodies and addresses may contain secrets, so they are never logged. */
public sealed interface Outbound {
    /**
     * A POST over HTTP.
     *
     * @param headers beside {@code Content-Length} and {@code Host}; values are of visible ASCII characters and spaces
     */
    record Post(WebAddress to, Map<String, String> headers, Buffer body) implements Outbound {
        /** A POST of JSON. */
        public static Post json(WebAddress to, Map<String, String> headers, Buffer body) {
            return new Post(to, with(headers, "Content-Type", "application/json"), body);
        }

        private static Map<String, String> with(Map<String, String> headers, String name, String value) {
            Map<String, String> all = new TreeMap<>(headers);
            all.put(name, value);
            return all;
        }

        @Override
        public String toString() {
            return "Post[to=" + to.origin() + "]";
        }
    }

    /**
     * An e-mail.
     *
     * @param id names the message in {@code Message-ID}, so that a mail sent twice can be told apart from two mails
     * @param thread names what several mails belong to; mail programs show them together
     * @param subject one line
     */
    record Mail(UUID id, UUID thread, List<String> to, String subject, String text, String html) implements Outbound {
        @Override
        public String toString() {
            return "Mail[id=" + id + "]";
        }
    }
}
