package dev.mesher.api;

import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a project in a path. Can be told from the other two names that a project has there, its number and its UUID. */
final class Slug {
    private static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");

    private Slug() {}

    static String checked(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw Refusal.malformed(
                    "slug must have at most " + MAX_LENGTH + " of a-z, 0-9 and -, without - at its ends");
        }
        if (NUMBER.matcher(text).matches() || Uuids.parse(text).isPresent()) {
            throw Refusal.malformed("slug must be neither a number nor a UUID");
        }
        return text;
    }

    /** What remains of the name in lower case without accents; {@code project} where that is nothing. */
    static String of(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String slug = trimmed(OTHERS.matcher(plain).replaceAll("-"));
        if (slug.isEmpty()
                || NUMBER.matcher(slug).matches()
                || Uuids.parse(slug).isPresent()) {
            slug = slug.isEmpty() ? "project" : "project-" + slug;
        }
        return trimmed(slug.substring(0, Math.min(slug.length(), MAX_LENGTH)));
    }

    private static String trimmed(String slug) {
        return OUTER_DASHES.matcher(slug).replaceAll("");
    }
}
