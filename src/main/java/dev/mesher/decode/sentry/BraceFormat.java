package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.mesher.text.FullPattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The text of a parameter in a place in braces, with the formats of .NET ({@code N2}, {@code 0.00}) and of Python and Rust. */
final class BraceFormat {
    /** A letter and a number of digits. */
    private static final FullPattern DOT_NET = FullPattern.of("([CDEFGNPRX])(\\d{0,2})|([cdefgnprx])(\\d{1,2})", 3);

    private static final FullPattern DIGITS = FullPattern.of("[#0,]{0,20}0(?:\\.[0#]{1,20})?%?", 42);

    /** Fill and alignment, sign, alternate form, zeros, width, groups, precision and letter. */
    private static final FullPattern PYTHON = FullPattern.of(
            "(?:(.?)([<>^=]))?([-+ ]?)(#?)(0?)(\\d{0,4})([,_]?)(?:\\.(\\d{1,3}))?([bcdeEfFgGnosxX%?]?)", 20);

    private static final int USUAL_DIGITS = 2;

    private BraceFormat() {}

    /**
     * @param quoted whether a text stands in quotes
     * @param format null when there is none; an unknown one is left out
     * @param alignment least characters, negative to pad at the end
     */
    static String of(JsonNode value, boolean quoted, @Nullable String format, int alignment) {
        String text = quoted ? ValueFormat.represented(value) : SentryFields.asText(value);
        String written = format == null || format.isEmpty() ? text : formatted(value, text, format.strip());
        return aligned(written, Math.abs(alignment), " ", alignment < 0 ? "<" : ">");
    }

    private static String formatted(JsonNode value, String text, String format) {
        MatchResult dotNet = DOT_NET.match(format);
        if (dotNet != null) {
            return dotNet(value, text, format.charAt(0), format.substring(1));
        }
        BigDecimal decimal = ValueFormat.decimal(value);
        if (value.isNumber() && decimal != null && DIGITS.matches(format)) {
            return digits(decimal, format);
        }
        MatchResult python = PYTHON.match(format);
        return python == null ? text : python(value, text, python);
    }

    private static String dotNet(JsonNode value, String text, char letter, String digits) {
        BigDecimal decimal = value.isNumber() ? ValueFormat.decimal(value) : null;
        if (decimal == null) {
            return text;
        }
        int count = digits.isEmpty() ? USUAL_DIGITS : Integer.parseInt(digits);
        String fraction = count == 0 ? "" : "." + "0".repeat(count);
        Integer width = digits.isEmpty() ? null : Integer.valueOf(count);
        return switch (Character.toUpperCase(letter)) {
            case 'N', 'C' -> digits(decimal, "#,##0" + fraction);
            case 'F' -> digits(decimal, "0" + fraction);
            case 'P' -> digits(decimal, "#,##0" + fraction + " %");
            case 'D' -> new ValueFormat("0", width, null, false).percent(value, 'd');
            case 'X' -> new ValueFormat("0", width, null, false).percent(value, letter);
            case 'E' -> new ValueFormat("", null, width, false).percent(value, letter);
            default -> text;
        };
    }

    private static String digits(BigDecimal decimal, String pattern) {
        try {
            DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
            format.setRoundingMode(RoundingMode.HALF_EVEN);
            return format.format(decimal);
        } catch (IllegalArgumentException otherPattern) {
            return decimal.toPlainString();
        }
    }

    private static String python(JsonNode value, String text, MatchResult spec) {
        String fill = spec.group(1) == null || spec.group(1).isEmpty() ? " " : spec.group(1);
        String alignment = spec.group(2) == null ? "" : spec.group(2);
        boolean number = value.isNumber();
        boolean zeros = number && (!spec.group(5).isEmpty() || (alignment.equals("=") && fill.equals("0")));
        Integer width = spec.group(6).isEmpty() ? null : Integer.valueOf(spec.group(6));
        Integer precision = spec.group(8) == null ? null : Integer.valueOf(spec.group(8));
        char letter = spec.group(9).isEmpty() ? 's' : spec.group(9).charAt(0);
        String flags = spec.group(3)
                + spec.group(4)
                + (zeros ? "0" : "")
                + (spec.group(7).isEmpty() ? "" : ",");
        ValueFormat format = new ValueFormat(flags, zeros ? width : null, precision, false);
        String written =
                number ? number(value, text, format, letter) : format.percent(value, letter == '?' ? 'q' : 's');
        return aligned(
                written, width == null ? 0 : width, fill, alignment.isEmpty() ? (number ? ">" : "<") : alignment);
    }

    private static String number(JsonNode value, String text, ValueFormat format, char letter) {
        BigDecimal decimal = ValueFormat.decimal(value);
        if (letter == '%' && decimal != null) {
            JsonNode hundredfold = DecimalNode.valueOf(decimal.movePointRight(2));
            return format.percent(hundredfold, 'f') + "%";
        }
        return switch (letter) {
            case 's', '?', 'n' ->
                format.percent(value, value.isIntegralNumber() ? 'd' : format.precision() == null ? 'g' : 'f');
            case '%' -> text;
            default -> format.percent(value, letter);
        };
    }

    private static String aligned(String text, int width, String fill, String alignment) {
        int missing = Math.max(0, Math.min(1_000, width) - text.length());
        int before = alignment.equals("<") ? 0 : alignment.equals("^") ? missing / 2 : missing;
        return fill.repeat(before) + text + fill.repeat(missing - before);
    }
}
