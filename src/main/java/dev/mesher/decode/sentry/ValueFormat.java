package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of a parameter in one place of a template, as C's {@code printf} and its relatives write it.
 *
 * @param width least characters; a negative one stands for the flag {@code -}
 * @param precision digits after the point, or most characters of a text
 */
record ValueFormat(String flags, @Nullable Integer width, @Nullable Integer precision, boolean javascript) {
    static final int MOST_DIGITS = 60;
    private static final int WIDEST = 1_000;

    /** Numbers from here on are written as they came. */
    private static final double TOO_LARGE = 1e60;

    private static final int USUAL_DIGITS = 6;
    private static final int GROUP = 3;

    /** The text for the letter after a percent sign. */
    String percent(JsonNode value, char conversion) {
        String text = SentryFields.asText(value);
        switch (conversion) {
            case 'd', 'i', 'u', 'D', 'U' -> {
                BigInteger whole = whole(value);
                return whole == null ? padded(text) : number(whole.abs().toString(), whole.signum() < 0);
            }
            case 'x', 'X', 'o', 'b', 'B' -> {
                return inBase(value, text, conversion);
            }
            case 'f', 'F', 'e', 'E', 'g', 'G' -> {
                return javascript && precision == null ? padded(text) : real(value, text, conversion);
            }
            case 'c' -> {
                return padded(character(value, text));
            }
            case 'q' -> {
                return padded(value.isTextual() ? value.toString() : text);
            }
            case 'r', 'a' -> {
                return padded(cut(represented(value)));
            }
            default -> {
                return padded(cut(text));
            }
        }
    }

    /** As Python's {@code repr}: a text in quotes, but not what an object without a text was written as. */
    static String represented(JsonNode value) {
        String text = SentryFields.asText(value);
        if (!value.isTextual() || (text.startsWith("<") && text.endsWith(">"))) {
            return text;
        }
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        return quote + text + quote;
    }

    /** A finite number that is not too large to be written out, also one in a text; null for anything else. */
    static @Nullable BigDecimal decimal(JsonNode value) {
        if (value.isIntegralNumber()) {
            return new BigDecimal(value.bigIntegerValue());
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (value.isTextual() && value.textValue().length() <= MOST_DIGITS) {
            try {
                number = Double.parseDouble(value.textValue());
            } catch (NumberFormatException noNumber) {
                return null;
            }
        }
        return Math.abs(number) < TOO_LARGE ? new BigDecimal(number) : null;
    }

    private static @Nullable BigInteger whole(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        BigDecimal decimal = decimal(value);
        return decimal == null ? null : decimal.toBigInteger();
    }

    private String inBase(JsonNode value, String text, char conversion) {
        BigInteger whole =
                value.isIntegralNumber() && !(javascript && conversion == 'o') ? value.bigIntegerValue() : null;
        if (whole == null) {
            return padded(text);
        }
        boolean alternate = flags.indexOf('#') >= 0;
        String digits =
                switch (conversion) {
                    case 'o' -> (alternate ? "0" : "") + whole.abs().toString(8);
                    case 'b', 'B' -> (alternate ? "0b" : "") + whole.abs().toString(2);
                    default -> (alternate ? "0x" : "") + whole.abs().toString(16);
                };
        return number(conversion == 'X' ? digits.toUpperCase(Locale.ROOT) : digits, whole.signum() < 0);
    }

    private String real(JsonNode value, String text, char conversion) {
        BigDecimal decimal = decimal(value);
        if (decimal == null) {
            return padded(text);
        }
        int digits = precision == null ? USUAL_DIGITS : Math.max(0, Math.min(MOST_DIGITS, precision));
        String absolute =
                switch (conversion) {
                    case 'e', 'E' -> String.format(Locale.ROOT, "%." + digits + conversion, decimal.abs());
                    case 'g', 'G' -> general(decimal.abs(), text, digits);
                    default ->
                        decimal.abs().setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
                };
        return number(absolute, decimal.signum() < 0);
    }

    /** Without a precision as the client wrote it, which is the shortest form. */
    private String general(BigDecimal absolute, String text, int digits) {
        if (precision == null) {
            return text.startsWith("-") ? text.substring(1) : text;
        }
        BigDecimal rounded = absolute.round(new MathContext(Math.max(1, digits), RoundingMode.HALF_EVEN));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String character(JsonNode value, String text) {
        if (value.isIntegralNumber() && value.canConvertToInt() && Character.isValidCodePoint(value.intValue())) {
            return Character.toString(value.intValue());
        }
        // A longer text is a style sheet for JavaScript's console, which shows nothing in its place.
        return text.codePointCount(0, text.length()) == 1 ? text : "";
    }

    /** With sign, groups of thousands and padding. */
    private String number(String digits, boolean negative) {
        String grouped = flags.indexOf(',') >= 0 || flags.indexOf('\'') >= 0 ? grouped(digits) : digits;
        String sign = negative ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
        int missing = (width == null ? 0 : Math.min(WIDEST, width)) - sign.length() - grouped.length();
        if (flags.indexOf('0') >= 0 && flags.indexOf('-') < 0 && missing > 0) {
            return sign + "0".repeat(missing) + grouped;
        }
        return padded(sign + grouped);
    }

    private static String grouped(String digits) {
        int point = digits.indexOf('.');
        StringBuilder out = new StringBuilder(digits);
        for (int at = (point < 0 ? digits.length() : point) - GROUP; at > 0; at -= GROUP) {
            out.insert(at, ',');
        }
        return out.toString();
    }

    private String cut(String text) {
        return precision == null || precision < 0 || precision >= text.length() ? text : text.substring(0, precision);
    }

    private String padded(String text) {
        int wanted = width == null ? 0 : Math.max(-WIDEST, Math.min(WIDEST, width));
        String blanks = " ".repeat(Math.max(0, Math.abs(wanted) - text.length()));
        return flags.indexOf('-') >= 0 || wanted < 0 ? text + blanks : blanks + text;
    }
}
