package dev.mesher.group;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The texts of one event without what varies. Remembers what it was asked last; for one thread. */
final class Words {
    /** What follows is detail: of a quoted query, of a dump. */
    private static final int LINES = 2;

    private static final int MAX_LENGTH = 1_000;

    /** What {@link Normaliser} leaves: identifiers that were put together from letters and digits. */
    private static final Pattern IDENTIFIER = Pattern.compile(String.join(
            "|",
            "(?<=<hex>-)[a-z0-9]{4,6}\\b",
            "\\b(?=[A-Za-z_-]{0,64}\\d)(?=(?:[A-Za-z_-]{0,64}\\d){3})(?=[\\d_-]{0,64}[A-Za-z])[A-Za-z0-9_-]{16,64}+"));

    private static final Pattern NUMBERED = Pattern.compile("(?<=[A-Za-z_])\\d{4,}+|(?<=[A-Za-z]_)\\d++(?![A-Za-z_])");

    /** As many as there were. */
    private static final Pattern LIST = Pattern.compile("(<[a-z]{2,8}>)(?:\\s?[,;|]\\s?\\1)++");

    private static final Pattern TYPE_NUMBER =
            Pattern.compile("\\$\\$[A-Za-z]++\\$\\$\\w++|(?<=[$@])[\\w/\\\\.]*\\d\\w*+|(?<=__)\\d++");

    private static final Pattern PARAMETER = Pattern.compile("%[-+#0-9.()\\w ]{0,30}?[a-zA-Z]|\\$?\\{[^}]{0,100}\\}");

    private String asked = "";
    private String normalised = "";

    /** As {@link Normaliser#normalise}. */
    String normalise(String text) {
        if (!text.equals(asked)) {
            normalised = Normaliser.normalise(text);
            asked = text;
        }
        return normalised;
    }

    /** The same for two texts that differ only in what varies. */
    String stable(String text) {
        String plain = normalise(text.indexOf('\n') < 0 ? text : head(text));
        if (mayHoldIdentifiers(plain)) {
            plain = NUMBERED.matcher(IDENTIFIER.matcher(plain).replaceAll("<id>"))
                    .replaceAll("<number>");
        }
        return plain.indexOf('<') < 0 ? plain : LIST.matcher(plain).replaceAll("$1, …");
    }

    /** Whether there is text in the template beside its parameters. */
    static boolean saysSomething(String template) {
        return PARAMETER
                        .matcher(template)
                        .replaceAll("")
                        .chars()
                        .filter(Character::isLetter)
                        .count()
                > 2;
    }

    /** A type's name without the numbers that the runtime gave it. */
    static String typeName(String name) {
        return TYPE_NUMBER.matcher(name).replaceAll("<n>");
    }

    private static boolean mayHoldIdentifiers(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return text.contains("<hex>-");
    }

    private static String head(String text) {
        String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        List<String> lines = new ArrayList<>();
        for (String line : bounded.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && lines.size() < LINES) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }
}
