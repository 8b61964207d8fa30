package dev.mesher.group;

import java.util.List;

/**
 * Why an event is in its group.
 *
 * @param algorithm the version that says so; grows
 * @param fingerprint 32 hex digits: what tells the group apart in its project
 * @param parts what the fingerprint is made of, in order
 */
public record Grouping(int algorithm, String fingerprint, Source source, List<Part> parts) {

    /** Where the fingerprint comes from. */
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
