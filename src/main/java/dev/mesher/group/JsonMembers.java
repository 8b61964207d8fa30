package dev.mesher.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits JSON, or output that looks like it, into its members as {@code name: value} without quotes. The text may be
 * incomplete. It is read once.
 */
final class JsonMembers {
    private static final int MOST = 64;

    /** Names of members that usually describe the error, in lower case. */
    private static final Set<String> NAMES = Set.of(
            "cause",
            "description",
            "detail",
            "err",
            "error",
            "error_description",
            "error_message",
            "errormessage",
            "exception",
            "message",
            "msg",
            "reason",
            "text",
            "title");

    private final String text;
    private final List<String> members = new ArrayList<>();
    private final StringBuilder member = new StringBuilder();

    private JsonMembers(String text) {
        this.text = text;
    }

    /**
     * Whether the text looks like JSON. It must begin with opening brackets. After them come a line break, or a quoted
     * name if the text has several lines or is an object that ends with a closing bracket.
     */
    static boolean isJson(String text) {
        int i = 0;
        char bracket = 0;
        boolean inNextLine = false;
        while (i < text.length() && (isOpening(text.charAt(i)) || Character.isWhitespace(text.charAt(i)))) {
            bracket = isOpening(text.charAt(i)) ? text.charAt(i) : bracket;
            inNextLine |= bracket != 0 && text.charAt(i) == '\n';
            i++;
        }
        if (bracket == 0 || i == text.length()) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        return inNextLine
                || (isQuote(text.charAt(i))
                        && (text.indexOf('\n') >= 0 || (bracket == '{' && (last == '}' || last == ']'))));
    }

    /**
     * The first {@code most} members that describe the error, or else the first members. Empty when {@code text} is not
     * JSON.
     */
    static List<String> telling(String text, int most) {
        if (!isJson(text)) {
            return List.of();
        }
        List<String> all = new JsonMembers(text).read();
        List<String> named = all.stream().filter(JsonMembers::isNamed).toList();
        List<String> telling = named.isEmpty() ? all : named;
        return telling.subList(0, Math.min(most, telling.size()));
    }

    private static boolean isNamed(String member) {
        int colon = member.indexOf(':');
        return colon > 0 && NAMES.contains(member.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    }

    private List<String> read() {
        char quote = 0;
        for (int i = 0; i < text.length() && members.size() < MOST; i++) {
            char c = text.charAt(i);
            if (quote != 0 && c == '\\' && i + 1 < text.length()) {
                i++;
                member.append(unescaped(text.charAt(i)));
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote != 0) {
                member.append(c);
            } else if (c == '"' || (c == '\'' && mayBeginText())) {
                quote = c;
            } else if (c == ',' || isOpening(c) || c == '}' || c == ']') {
                end();
            } else {
                member.append(Character.isWhitespace(c) ? ' ' : c);
            }
        }
        end();
        return members;
    }

    private static char unescaped(char c) {
        return c == 'n' || c == 'r' || c == 't' ? ' ' : c;
    }

    /** Whether a quote at this position may open a text. A single quote within words is an apostrophe. */
    private boolean mayBeginText() {
        int end = member.length();
        while (end > 0 && member.charAt(end - 1) == ' ') {
            end--;
        }
        return end == 0 || member.charAt(end - 1) == ':';
    }

    /** Ends a member. A name without a value belongs to a list or an object, whose members follow. */
    private void end() {
        String done = member.toString().strip();
        member.setLength(0);
        if (!done.endsWith(":") && done.codePoints().anyMatch(Character::isLetterOrDigit)) {
            members.add(done);
        }
    }

    private static boolean isOpening(char c) {
        return c == '{' || c == '[';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
