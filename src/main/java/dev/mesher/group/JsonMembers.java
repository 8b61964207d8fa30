package dev.mesher.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * JSON, or what a program prints like it, taken apart into its members as {@code name: value}, without quotes. It may be
 * broken off, and it is read once.
 */
final class JsonMembers {
    private static final int MOST = 64;

    /** Names of members that say what happened, in lower case. */
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

    /** Opening brackets, and then another line; in one line the name of an object's member, and closing brackets. */
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

    /** The first {@code most} of those that say what happened, or else of all; empty when {@code text} is no JSON. */
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

    /** A single quote is one only where a text may begin; in words it is an apostrophe. */
    private boolean mayBeginText() {
        int end = member.length();
        while (end > 0 && member.charAt(end - 1) == ' ') {
            end--;
        }
        return end == 0 || member.charAt(end - 1) == ':';
    }

    /** A name without a value is that of a list or an object, whose members follow. */
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
