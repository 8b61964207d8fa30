package dev.mesher.config;

import dev.mesher.text.FullPattern;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads variables one after the other, and collects the problems. An invalid variable is read as its default value. */
final class VariableReader {
    private static final FullPattern DIGITS = FullPattern.of("[0-9]{1,18}", 18);

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    VariableReader(Map<String, String> variables) {
        this.variables = variables;
    }

    Optional<String> text(Variable variable) {
        return Optional.ofNullable(variables.get(variable.name()));
    }

    int port(Variable variable, int fallback) {
        Optional<Long> given = positive(variable);
        if (given.isPresent() && given.get() > HostPort.MAX_PORT) {
            problem(positiveExpected(variable) + ", at most " + HostPort.MAX_PORT);
            return fallback;
        }
        return given.map(Math::toIntExact).orElse(fallback);
    }

    int positiveInt(Variable variable, int fallback) {
        Optional<Long> given = positive(variable);
        if (given.isPresent() && given.get() > Integer.MAX_VALUE) {
            problem(positiveExpected(variable) + ", at most " + Integer.MAX_VALUE);
            return fallback;
        }
        return given.map(Math::toIntExact).orElse(fallback);
    }

    long positiveLong(Variable variable, long fallback) {
        return positive(variable).orElse(fallback);
    }

    /** An integer of 0 or more. The problem repeats the invalid value. */
    long natural(Variable variable, long fallback) {
        Optional<Long> given = text(variable).flatMap(VariableReader::digits);
        if (given.isEmpty() && text(variable).isPresent()) {
            invalid(variable, "an integer of 0 or more");
        }
        return given.orElse(fallback);
    }

    /** One of the values of an enum, in lower case. The problem repeats the invalid value. */
    <E extends Enum<E>> E oneOf(Variable variable, E fallback) {
        E[] values = fallback.getDeclaringClass().getEnumConstants();
        List<String> words = new ArrayList<>();
        for (E value : values) {
            if (text(variable).filter(value.toString()::equals).isPresent()) {
                return value;
            }
            words.add(value.toString());
        }
        if (text(variable).isPresent()) {
            invalid(variable, String.join(" or ", words));
        }
        return fallback;
    }

    String databaseUrl() {
        Optional<String> url = text(Variable.DATABASE_URL);
        if (url.isEmpty()) {
            missing(Variable.DATABASE_URL);
        } else if (!isPostgresUri(url.get())) {
            problem("Invalid DATABASE_URL: expected postgres://user:password@host:port/database");
        }
        return url.orElse("");
    }

    void missing(Variable variable) {
        problem("Missing required environment variable " + variable);
    }

    void invalid(Variable variable, String expected) {
        problem("Invalid " + variable + ": expected " + expected + ", not \""
                + text(variable).orElse("") + "\"");
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void throwIfInvalid() throws InvalidConfiguration {
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }

    private Optional<Long> positive(Variable variable) {
        Optional<Long> given = text(variable).flatMap(VariableReader::digits).filter(number -> number > 0);
        if (given.isEmpty() && text(variable).isPresent()) {
            problem(positiveExpected(variable));
        }
        return given;
    }

    private static String positiveExpected(Variable variable) {
        return "Invalid " + variable + ": expected a positive integer";
    }

    private static Optional<Long> digits(String text) {
        return DIGITS.matches(text) ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static boolean isPostgresUri(String text) {
        try {
            URI uri = URI.create(text);
            return ("postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPath().length() > 1;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
