package dev.mesher.api.project;

import dev.mesher.api.endpoint.BodyText;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import dev.mesher.text.FullPattern;
import dev.mesher.text.SearchPattern;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The name of a project in a URL path. It differs from a number and from a UUID, which are the other two ways to name a
 * project there.
 */
final class Slug {
    private static final int MAX_LENGTH = 64;

    /** Longest name after Unicode decomposition, which separates the accents. */
    private static final int LONGEST_NAME = 4 * BodyText.MAX_NAME_LENGTH;

    private static final FullPattern FORM = FullPattern.of("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", MAX_LENGTH);
    private static final FullPattern NUMBER = FullPattern.of("[0-9]++", LONGEST_NAME);
    private static final SearchPattern MARKS = SearchPattern.of("\\p{M}++", LONGEST_NAME);
    private static final SearchPattern OTHERS = SearchPattern.of("[^a-z0-9]++", LONGEST_NAME);

    private Slug() {}

    static String checked(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matches(text)) {
            throw Refusal.malformed(
                    "slug must have at most " + MAX_LENGTH + " of a-z, 0-9 and -, without - at its ends");
        }
        if (NUMBER.matches(text) || Uuids.parse(text).isPresent()) {
            throw Refusal.malformed("slug must be neither a number nor a UUID");
        }
        return text;
    }

    /** Makes a slug of a name: lower case and without accents. {@code project} when nothing is left. */
    static String of(String name) {
        String plain = MARKS.replaceAll(Normalizer.normalize(name, Normalizer.Form.NFD), "")
                .toLowerCase(Locale.ROOT);
        String slug = trimmed(OTHERS.replaceAll(plain, "-"));
        if (slug.isEmpty() || NUMBER.matches(slug) || Uuids.parse(slug).isPresent()) {
            slug = slug.isEmpty() ? "project" : "project-" + slug;
        }
        return trimmed(slug.substring(0, Math.min(slug.length(), MAX_LENGTH)));
    }

    private static String trimmed(String slug) {
        int start = slug.startsWith("-") ? 1 : 0;
        int end = slug.length() > start && slug.endsWith("-") ? slug.length() - 1 : slug.length();
        return slug.substring(start, end);
    }
}
