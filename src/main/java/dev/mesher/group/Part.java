package dev.mesher.group;

/**
 * One part of a fingerprint.
 *
 * @param value the text as it is hashed, normalised
 */
public record Part(Kind kind, String value) {

    /** What a part was taken from. */
    public enum Kind {
        TRANSACTION("transaction"),
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
