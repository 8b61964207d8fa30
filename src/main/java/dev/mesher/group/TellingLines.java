package dev.mesher.group;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the first lines of a text that describe the error. Lines with only punctuation, brackets, tags or a time, and
 * headings such as {@code Error:}, do not. For JSON, its members count as lines.
 */
final class TellingLines {
    /** Most characters that are read. */
    private static final int LONGEST = 8_192;

    /** Approximate number of characters that are kept of an SQL statement that spans several lines. */
    private static final int STATEMENT_LENGTH = 200;

    /** Headings in lower case, without surrounding punctuation. */
    private static final Set<String> HEADINGS = Set.of(
            "alert",
            "an error occurred",
            "an exception occurred",
            "array",
            "begin",
            "begin transaction",
            "body",
            "critical",
            "debug",
            "detail",
            "details",
            "error",
            "error details",
            "error message",
            "errors",
            "exception",
            "failed",
            "failure",
            "fatal",
            "fatal error",
            "info",
            "message",
            "notice",
            "null",
            "object",
            "output",
            "request",
            "response",
            "result",
            "stack trace",
            "stacktrace",
            "start transaction",
            "stderr",
            "stdout",
            "the following error occurred",
            "trace",
            "uncaught exception",
            "undefined",
            "unhandled exception",
            "warning");

    private static final Set<String> STATEMENTS = Set.of(
            "select",
            "select distinct",
            "with",
            "insert",
            "insert into",
            "update",
            "delete",
            "delete from",
            "merge into");

    private static final String TRACEBACK = "Traceback (most recent call last)";

    private final Iterator<String> lines;

    /** Whether the text is markup, in which a tag may continue on the next line. */
    private final boolean isMarkup;

    private boolean inTag;
    private boolean inTraceback;

    private TellingLines(String text) {
        this.lines = text.lines().iterator();
        this.isMarkup = text.startsWith("<");
    }

    /**
     * The first line that describes the error. If there is none, the first line with a word, or else the first line
     * that is not blank.
     */
    static String first(String text) {
        List<String> lines = text.indexOf('\n') < 0 ? List.of(text.strip()) : of(text, 1);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /** The first {@code most} lines that describe the error, separated by line breaks. For grouping. */
    static String head(String text, int most) {
        return text.indexOf('\n') < 0 && !JsonMembers.isJson(text) ? text : String.join("\n", of(text, most));
    }

    private static List<String> of(String text, int most) {
        String bounded = (text.length() > LONGEST ? text.substring(0, LONGEST) : text).strip();
        List<String> members = JsonMembers.telling(bounded, most);
        return members.isEmpty() ? new TellingLines(bounded).first(most) : members;
    }

    private List<String> first(int most) {
        List<String> telling = new ArrayList<>();
        List<String> withWords = new ArrayList<>();
        List<String> rulers = new ArrayList<>();
        while (lines.hasNext() && telling.size() < most) {
            String line = lines.next();
            String stripped = line.strip();
            if (telling.isEmpty() && STATEMENTS.contains(stripped.toLowerCase(Locale.ROOT))) {
                return List.of(statement(stripped));
            }
            if (tells(line, stripped)) {
                telling.add(stripped);
            } else {
                List<String> others = hasWord(stripped) ? withWords : rulers;
                if (others.size() < most && !stripped.isEmpty()) {
                    others.add(stripped);
                }
            }
        }
        List<String> others = withWords.isEmpty() ? rulers : withWords;
        return telling.isEmpty() ? others : telling;
    }

    /** Joins an SQL statement to one line if its first line is only its verb. Its table is in a later line. */
    private String statement(String verb) {
        StringBuilder statement = new StringBuilder(verb);
        while (lines.hasNext() && statement.length() < STATEMENT_LENGTH) {
            statement.append(' ').append(lines.next().strip());
        }
        return statement.toString();
    }

    private boolean tells(String line, String stripped) {
        boolean text = hasTextBesideTags(stripped);
        if (stripped.startsWith(TRACEBACK)) {
            inTraceback = true;
            return false;
        }
        if (inTraceback && (stripped.isEmpty() || Character.isWhitespace(line.charAt(0)))) {
            return false;
        }
        inTraceback = false;
        return text && !isTime(stripped) && !isHeading(stripped);
    }

    private boolean hasTextBesideTags(String line) {
        inTag &= isMarkup;
        boolean found = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (inTag) {
                inTag = c != '>';
            } else if (c == '<' && i + 1 < line.length() && beginsTag(line.charAt(i + 1))) {
                inTag = true;
            } else {
                found |= Character.isLetterOrDigit(c);
            }
        }
        return found;
    }

    private static boolean beginsTag(char c) {
        return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
    }

    /** Whether the line is a date or a time: at least six digits, and separators of dates and times. */
    private static boolean isTime(String line) {
        int digits = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ("-/:.,+TZ []()".indexOf(c) < 0) {
                return false;
            }
        }
        return digits >= 6 && (line.indexOf(':') > 0 || line.indexOf('-', 1) > 0 || line.indexOf('/') > 0);
    }

    private static boolean isHeading(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && !Character.isLetterOrDigit(line.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(line.charAt(end - 1))) {
            end--;
        }
        return HEADINGS.contains(line.substring(start, end).toLowerCase(Locale.ROOT)) || line.startsWith("array(");
    }

    private static boolean hasWord(String line) {
        return line.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
