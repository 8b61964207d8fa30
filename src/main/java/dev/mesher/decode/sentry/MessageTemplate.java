package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.text.SearchPattern;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * A message's template, whose places take parameters. Places are written as in C and Python ({@code %-5d}, {@code
 * %(name)s}, {@code %1$s}), in Ruby ({@code %<name>s}, {@code %{name}}), or in braces as in .NET, SLF4J, Python and Rust
 * ({@code {}}, {@code {0:N2}}, {@code {name,-10}}).
 */
final class MessageTemplate {
    private static final String PERCENT = "%%|%(?:(\\d{1,3})\\$)?(?:\\(([^()%]{1,100}+)\\)|<(\\w{1,100}+)>)?"
            + "([-+ 0#,']{0,5}+)(\\*|\\d{1,4}+)?(?:\\.(\\*|\\d{0,4}+))?(?:hh|ll|[hlLz])?([a-zA-Z@])"
            + "|%\\{([a-zA-Z_]\\w{0,99}+)}";
    private static final String BRACES =
            "\\{\\{|}}|\\\\\\{}" + "|\\{[@$]?([\\w.-]{0,100}+)(?:,(-?\\d{1,4}+))?(?:!([rsa]))?(?::([^{}]{0,50}+))?}";

    private static final int INDEX = 1;
    private static final int NAME = 2;
    private static final int ANGLE_NAME = 3;
    private static final int FLAGS = 4;
    private static final int WIDTH = 5;
    private static final int PRECISION = 6;
    private static final int CONVERSION = 7;
    private static final int RUBY_NAME = 8;
    private static final int BRACE_NAME = 9;
    private static final int ALIGNMENT = 10;
    private static final int REPRESENTATION = 11;
    private static final int FORMAT = 12;

    /** Letters that take a parameter after a percent sign. */
    private static final String CONVERSIONS = "@aAbBcdDeEfFgGhijoOpqrsStTuUvwxX";

    private static final String NUMERIC = "dixXfeEgG";

    private static final SearchPattern PLACE = SearchPattern.of(PERCENT + "|" + BRACES, LogEntry.LENGTH);

    private final String text;
    private final boolean javascript;
    private final TemplateParameters parameters;
    private final boolean percents;
    private final boolean braces;

    /** Characters that the parameters may still add. */
    private int room = LogEntry.LENGTH;

    /** Characters of parameters that may still be read. */
    private int work = 8 * LogEntry.LENGTH;

    private MessageTemplate(String text, JsonNode sent, boolean javascript) {
        this.text = text;
        this.javascript = javascript;
        this.parameters = new TemplateParameters(sent);
        List<MatchResult> places = PLACE.all(text);
        long percentPlaces = places.stream().filter(this::isPercentPlace).count();
        long bracePlaces = places.stream().filter(this::isBracePlace).count();
        // With both kinds of places, the kind is meant of which there are as many as parameters.
        boolean allPercent = percentPlaces == parameters.count();
        percents = bracePlaces == 0 || (percentPlaces > 0 && (allPercent || bracePlaces != parameters.count()));
        braces = percentPlaces == 0 || (bracePlaces > 0 && !allPercent);
    }

    /**
     * The template with its parameters, as a logger would write it. A place without a parameter stays as it is. At most
     * {@link LogEntry#LENGTH} characters more than the template has.
     *
     * @param javascript whether {@code %f} and {@code %o} mean what they do in JavaScript's consoles
     */
    static String filled(String text, JsonNode parameters, boolean javascript) {
        return new MessageTemplate(text, parameters, javascript).filled();
    }

    private String filled() {
        return PLACE.replaceEach(text, place -> {
            String value = room < 0 || work < 0 ? null : value(place);
            if (value == null) {
                return place.group();
            }
            room -= value.length();
            return room < 0 ? place.group() : value;
        });
    }

    /** What stands in a place; null for a place that stays as it is. */
    private @Nullable String value(MatchResult place) {
        if (place.group(BRACE_NAME) != null) {
            return braces ? brace(place) : null;
        }
        if (isPercentPlace(place)) {
            return percents ? percent(place) : null;
        }
        return escaped(place);
    }

    /** The character that a doubled one stands for, and the line end of Java's {@code %n}. */
    private @Nullable String escaped(MatchResult place) {
        return switch (place.group()) {
            case "%%" -> percents ? "%" : null;
            case "%n" -> percents && !isLetterAt(place.end()) ? "\n" : null;
            case "{{" -> braces ? "{" : null;
            case "}}" -> braces ? "}" : null;
            case "\\{}" -> braces ? "{}" : null;
            default -> null;
        };
    }

    private @Nullable String percent(MatchResult place) {
        if (place.group(RUBY_NAME) != null) {
            JsonNode named = taken(parameters.named(place.group(RUBY_NAME)));
            return named == null ? null : SentryFields.asText(named);
        }
        Integer width = number(place.group(WIDTH));
        Integer precision = number(place.group(PRECISION));
        JsonNode value = taken(percentParameter(place));
        return value == null
                ? null
                : new ValueFormat(place.group(FLAGS), width, precision, javascript)
                        .percent(value, place.group(CONVERSION).charAt(0));
    }

    /** A number that is written in the place, or the next parameter for a star; null when there is none. */
    private @Nullable Integer number(@Nullable String written) {
        if (written == null) {
            return null;
        }
        if (written.equals("*")) {
            JsonNode next = parameters.next();
            return next != null && next.canConvertToInt() ? next.intValue() : null;
        }
        return written.isEmpty() ? Integer.valueOf(0) : Integer.valueOf(written);
    }

    private @Nullable JsonNode percentParameter(MatchResult place) {
        if (place.group(INDEX) != null) {
            return parameters.at(Integer.parseInt(place.group(INDEX)) - 1);
        }
        String name = place.group(NAME) == null ? place.group(ANGLE_NAME) : place.group(NAME);
        return name == null ? parameters.next() : parameters.named(name);
    }

    private @Nullable String brace(MatchResult place) {
        JsonNode value = taken(parameters.named(place.group(BRACE_NAME)));
        if (value == null) {
            return null;
        }
        boolean quoted = place.group(REPRESENTATION) != null
                && !place.group(REPRESENTATION).equals("s");
        String alignment = place.group(ALIGNMENT);
        return BraceFormat.of(value, quoted, place.group(FORMAT), alignment == null ? 0 : Integer.parseInt(alignment));
    }

    /** Counts the characters that are read to write the value, since a precision may leave few of them. */
    private @Nullable JsonNode taken(@Nullable JsonNode value) {
        if (value != null) {
            work -= SentryFields.asText(value).length();
        }
        return value;
    }

    private boolean isBracePlace(MatchResult place) {
        String name = place.group(BRACE_NAME);
        return name != null && parameters.has(name);
    }

    /** False for a percent sign before a word, as in {@code 50% sure} and {@code 5%-off}. */
    private boolean isPercentPlace(MatchResult place) {
        if (place.group(RUBY_NAME) != null) {
            return true;
        }
        String conversion = place.group(CONVERSION);
        if (conversion == null || !CONVERSIONS.contains(conversion)) {
            return false;
        }
        boolean mayBeProse = place.group(WIDTH) == null
                && place.group(PRECISION) == null
                && place.group(FLAGS).chars().anyMatch(flag -> " -,".indexOf(flag) >= 0);
        return !mayBeProse || (NUMERIC.contains(conversion) && !isLetterAt(place.end()));
    }

    private boolean isLetterAt(int at) {
        return at < text.length() && Character.isLetter(text.charAt(at));
    }
}
