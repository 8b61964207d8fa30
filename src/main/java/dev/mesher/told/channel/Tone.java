package dev.mesher.told.channel;

import dev.mesher.event.Level;

/** How urgent a message looks. */
enum Tone {
    /** An error or worse. */
    ALARM("#C62828", "Attention", 4, "rotating_light"),
    WARNING("#B26A00", "Warning", 3, "warning"),
    NOTE("#1565C0", "Accent", 3, "information_source"),
    /** It is over, or somebody takes care. */
    GOOD("#2E7D32", "Good", 2, "white_check_mark");

    private static final int HEXADECIMAL = 16;

    private final String colour;
    private final String teamsColour;
    private final int ntfyPriority;
    private final String ntfyTag;

    Tone(String colour, String teamsColour, int ntfyPriority, String ntfyTag) {
        this.colour = colour;
        this.teamsColour = teamsColour;
        this.ntfyPriority = ntfyPriority;
        this.ntfyTag = ntfyTag;
    }

    static Tone of(Message message) {
        return switch (message.kind()) {
            case CALM, ACKNOWLEDGED, RESOLVED -> GOOD;
            case TEST -> NOTE;
            case FIRST, DIGEST -> of(message.worst().orElse(Level.ERROR));
        };
    }

    static Tone of(Level level) {
        return switch (level) {
            case FATAL, ERROR -> ALARM;
            case WARNING -> WARNING;
            case INFO, DEBUG -> NOTE;
        };
    }

    /** For HTML. */
    String colour() {
        return colour;
    }

    /** The same as a number. */
    int colourNumber() {
        return Integer.parseInt(colour.substring(1), HEXADECIMAL);
    }

    /** The name of a colour in an Adaptive Card. */
    String teamsColour() {
        return teamsColour;
    }

    /** From 1, the lowest, to 5. */
    int ntfyPriority() {
        return ntfyPriority;
    }

    /** The short name of an emoji that ntfy shows. */
    String ntfyTag() {
        return ntfyTag;
    }
}
