package dev.mesher.group;

/**
 * One of the things that a fingerprint is made of.
 *
 * @param value as it was digested: freed of what varies
 */
public record Part(Kind kind, String value) {

    /** What an event can give to its group. */
    public enum Kind {
        FRAME("frame"),
        TYPE("type"),
        VALUE("value"),
        MESSAGE("message"),
        CLIENT("client");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
