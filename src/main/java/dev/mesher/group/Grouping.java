package dev.mesher.group;

import java.util.List;

/**
 * Why an event is in its group.
 *
 * @param algorithm version of the algorithm; later ones are greater
 * @param fingerprint 32 hexadecimal digits that identify the group in its project
 * @param parts what the fingerprint is made of, in order
 */
public record Grouping(int algorithm, String fingerprint, Source source, List<Part> parts) {

    /** What decided about the fingerprint. */
    public enum Source {
        CLIENT("client"),
        STACK("stack"),
        EXCEPTION("exception"),
        MESSAGE("message");

        private final String wireName;

        Source(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    static Grouping of(int algorithm, Source source, List<Part> parts) {
        return new Grouping(algorithm, PartsHash.of(source.wireName(), parts, Part::value), source, List.copyOf(parts));
    }
}
