package dev.mesher.db;

/** The pattern of an SQL {@code LIKE}. */
public final class LikePattern {
    private LikePattern() {}

    /** A pattern that matches exactly {@code text} itself. */
    public static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
