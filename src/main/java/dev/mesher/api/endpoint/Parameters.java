package dev.mesher.api.endpoint;

import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import dev.mesher.text.FullPattern;
import dev.mesher.text.Separated;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query, strictly decoded. Text that PostgreSQL cannot store is refused. Every method
 * refuses a malformed value and names the parameter.
 */
public final class Parameters {
    static final int DEFAULT_LIMIT = 25;
    static final int MAX_LIMIT = 100;
    private static final int MAX_LENGTH = 1_000;
    private static final FullPattern DIGITS = FullPattern.of("\\d{1,9}", 9);

    /** The parameter that may be given several times. */
    private static final String REPEATABLE = "tag";

    private final Map<String, String> values;
    private final List<String> repeated;

    private Parameters(Map<String, String> values, List<String> repeated) {
        this.values = values;
        this.repeated = repeated;
    }

    static Parameters of(RoutingContext ctx) {
        return parse(ctx.request().query());
    }

    /**
     * Reads {@code name=value&…}.
     *
     * @param query null when there is none
     * @throws Refusal for broken percent encoding, bytes that are not UTF-8, a NUL character, and a name other than
     *     {@code tag} that is given twice
     */
    public static Parameters parse(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        for (String pair : query == null || query.isEmpty() ? List.<String>of() : Separated.by('&', query)) {
            int equals = pair.indexOf('=');
            String name = decoded("query", equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : checked(name, decoded(name, pair.substring(equals + 1)));
            if (name.equals(REPEATABLE)) {
                repeated.add(value);
            } else if (values.put(name, value) != null) {
                throw Refusal.malformed(name + " is given twice");
            }
        }
        return new Parameters(values, repeated);
    }

    /** The parameter's value. Empty when it is missing or empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * The values of the parameter {@code tag}, which may be given several times.
     *
     * @throws Refusal when there are more than {@code most}
     */
    public List<String> tags(int most) {
        if (repeated.size() > most) {
            throw Refusal.malformed(REPEATABLE + " may be given " + most + " times at most");
        }
        return repeated;
    }

    /** The value of a parameter that must be present, but may be empty. */
    public String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw Refusal.malformed(name + " is missing");
        }
        return value;
    }

    /** The value of a parameter that must be present and not empty. */
    public String filled(String name) {
        String value = required(name);
        if (value.isBlank()) {
            throw Refusal.malformed(name + " is empty");
        }
        return value;
    }

    /** The parameter {@code limit}, from 1 to 100; 25 when the query has none. */
    public int limit() {
        return limit(DEFAULT_LIMIT);
    }

    /**
     * 1 to 100.
     *
     * @param unnamed when the query names none
     */
    public int limit(int unnamed) {
        return number("limit", 1, MAX_LIMIT, unnamed);
    }

    /**
     * A whole number.
     *
     * @param unnamed when the query names none
     */
    public int number(String name, int least, int most, int unnamed) {
        return text(name)
                .map(text -> {
                    int number = DIGITS.matches(text) ? Integer.parseInt(text) : -1;
                    if (number < least || number > most) {
                        throw Refusal.malformed(name + " must be a number from " + least + " to " + most);
                    }
                    return number;
                })
                .orElse(unnamed);
    }

    /** One of {@code choices}, by its {@code wireName}. */
    public <T> Optional<T> oneOf(String name, List<T> choices, Function<T, String> wireName) {
        return text(name).map(text -> choices.stream()
                .filter(choice -> wireName.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed(name + " must be one of "
                        + choices.stream().map(wireName).collect(Collectors.joining(", ")))));
    }

    /** The end of the page before. {@code cursor} and {@code cursor_id} must both be present, or neither. */
    public Optional<Cursor> cursor(Cursor.Kind kind) {
        Optional<String> value = text("cursor");
        Optional<String> id = text("cursor_id");
        if (value.isPresent() != id.isPresent()) {
            throw Refusal.malformed((id.isPresent() ? "cursor" : "cursor_id") + " is missing");
        }
        return value.map(text -> new Cursor(kind.parse(text), uuid("cursor_id", id.orElseThrow())));
    }

    /** A UUID with dashes, or as 32 hexadecimal digits. */
    public static UUID uuid(String name, String text) {
        return Uuids.parse(text).orElseThrow(() -> Refusal.malformed(name + " must be a UUID"));
    }

    /** Refuses a NUL character, which PostgreSQL cannot store, and overlong text. */
    public static String checked(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw Refusal.malformed(name + " holds a NUL character");
        }
        if (value.length() > MAX_LENGTH) {
            throw Refusal.malformed(name + " is longer than " + MAX_LENGTH + " characters");
        }
        return value;
    }

    private static String decoded(String name, String raw) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c == '%') {
                int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
                int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw Refusal.malformed(name + " holds a broken percent code");
                }
                bytes[length++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, length)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Refusal.malformed(name + " is not UTF-8");
        }
    }
}
