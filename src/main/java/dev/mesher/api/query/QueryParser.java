package dev.mesher.api.query;

import dev.mesher.event.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Reads a query from its first character to its last, each of them at most twice. */
final class QueryParser {
    private static final char QUOTE = '"';

    /**
     * A colon before one of these, as in {@code std::vector} or {@code http://host}, is a part of a word. So is one
     * before a digit, as in {@code cart.js:12}.
     */
    private static final String AFTER_COLON_OF_A_WORD = ":/\\";

    private final CharSequence text;
    private final List<Term> terms = new ArrayList<>();
    private int tags;
    private int at;

    QueryParser(CharSequence text) {
        this.text = text;
    }

    IssueQuery parse() {
        while (more()) {
            if (terms.size() == IssueQuery.MOST_TERMS) {
                throw Refusal.malformedAt("a query has at most " + IssueQuery.MOST_TERMS + " terms", at);
            }
            terms.add(term());
        }
        return IssueQuery.of(terms);
    }

    /** Skips blanks. False at the end of the text. */
    private boolean more() {
        while (at < text.length() && blank(at)) {
            at++;
        }
        return at < text.length();
    }

    private Term term() {
        int start = at;
        boolean negated = text.charAt(at) == '!';
        if (negated) {
            at++;
            if (ends()) {
                throw Refusal.malformedAt("a term is missing after !", start);
            }
        }
        return new Term(negated, text.charAt(at) == QUOTE ? new Condition.InTitle(quoted()) : unquoted());
    }

    private Condition unquoted() {
        int start = at;
        while (!ends() && text.charAt(at) != ':') {
            at++;
        }
        String name = text.subSequence(start, at).toString();
        if (ends()) {
            return new Condition.InTitle(name);
        }
        if (QueryKey.isKey(name)) {
            return keyed(name, start);
        }
        if (looksLikeKey(name)) {
            throw Refusal.malformedAt(
                    "there is no " + name + ":, but " + QueryKey.NAMES + "; put it in quotes to look for it in titles",
                    start);
        }
        while (!ends()) {
            at++;
        }
        return new Condition.InTitle(text.subSequence(start, at).toString());
    }

    /** The text at the colon after {@code name} looks as if a key were meant. */
    private boolean looksLikeKey(String name) {
        if (at + 1 == text.length() || blank(at + 1)) {
            return false;
        }
        char next = text.charAt(at + 1);
        return AFTER_COLON_OF_A_WORD.indexOf(next) < 0
                && !Character.isDigit(next)
                && !name.isEmpty()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || c == '.');
    }

    private Condition keyed(String key, int start) {
        at++;
        int valueStart = at;
        String value = value();
        if (value.isEmpty()) {
            throw Refusal.malformedAt("a value is missing after " + key + ":", start);
        }
        Condition condition = QueryKey.condition(key, value, valueStart);
        if (condition instanceof Condition.Tagged && ++tags > IssueQuery.MOST_TAGS) {
            throw Refusal.malformedAt("a query has at most " + IssueQuery.MOST_TAGS + " terms with a tag", start);
        }
        return condition;
    }

    private String value() {
        if (!ends() && text.charAt(at) == QUOTE) {
            return quoted();
        }
        int start = at;
        while (!ends()) {
            at++;
        }
        return text.subSequence(start, at).toString();
    }

    /** The text between two quotes, in which {@code \\"} is a quote. */
    private String quoted() {
        int start = at;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
                value.append(QUOTE);
                at++;
            } else if (c == QUOTE) {
                at++;
                if (!ends()) {
                    throw Refusal.malformedAt("a blank is missing after the closing quote", at);
                }
                if (value.isEmpty()) {
                    throw Refusal.malformedAt("there is nothing between the quotes", start);
                }
                return value.toString();
            } else {
                value.append(c);
            }
        }
        throw Refusal.malformedAt("the closing quote is missing", start);
    }

    /** The term ends here. */
    private boolean ends() {
        return at == text.length() || blank(at);
    }

    private boolean blank(int index) {
        char c = text.charAt(index);
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
