package dev.mesher.event;

import java.util.Locale;
import java.util.Optional;

/** The severity of an event, most severe first. */
public enum Level {
    FATAL,
    ERROR,
    WARNING,
    INFO,
    DEBUG;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The lower-case name used in JSON and in the database. */
    public String wireName() {
        return wireName;
    }

    /** The level with exactly this wire name; empty when there is none. */
    public static Optional<Level> parse(String text) {
        for (Level level : values()) {
            if (level.wireName.equals(text)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
