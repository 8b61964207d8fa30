package dev.mesher.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a regular expression's enemy would build texts of: for each of its literals, classes, groups and repetitions an
 * example, and what leads to it. Reads the syntax that the expressions of Mesher have; any other fails.
 */
final class RegexPieces {
    /** Of a class the first that it holds are taken: some of each kind. */
    private static final String EXAMPLES = "a0_Z .-/:$<(['\"{}@\\\t\n\0é\u0301])>%+#,;|=&?!*`~^"
            + "bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY123456789";

    private static final int EXAMPLES_OF_A_CLASS = 5;

    private final String regex;
    private final Map<String, Set<String>> pieces = new LinkedHashMap<>();
    private final List<String> groups = new ArrayList<>();
    private int at;

    RegexPieces(String regex) {
        this.regex = regex;
        String unused = alternatives("");
        if (at < regex.length()) {
            throw new IllegalArgumentException("not read from " + at + " on: " + regex);
        }
    }

    /** Each with the texts that lead to it, "" among them. */
    Map<String, Set<String>> pieces() {
        return pieces;
    }

    private void add(String piece, String lead) {
        if (!piece.isEmpty()) {
            Set<String> leads = pieces.computeIfAbsent(piece, each -> new LinkedHashSet<>(List.of("")));
            boolean unused = leads.add(lead);
        }
    }

    /** An example of the first alternative. */
    private String alternatives(String before) {
        String first = sequence(before);
        while (peek('|')) {
            at++;
            String unused = sequence(before);
        }
        return first;
    }

    private String sequence(String before) {
        StringBuilder all = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        while (at < regex.length() && !peek('|') && !peek(')')) {
            int start = at;
            String lead = before + all;
            String atom = atom(lead);
            boolean plain = at == start + 1 || (at == start + 2 && regex.charAt(start) == '\\' && !isClass(start));
            int times = quantifier();
            if (times != 1 || !plain) {
                add(literal.toString(), before);
                literal.setLength(0);
            }
            if (plain && times == 1) {
                literal.append(atom);
            } else {
                add(atom, lead);
            }
            all.append(atom.repeat(Math.max(1, Math.abs(times))));
        }
        add(literal.toString(), before);
        add(all.toString(), before);
        return all.toString();
    }

    private String atom(String lead) {
        char c = regex.charAt(at);
        if (c == '(') {
            return group(lead);
        }
        if (c == '[') {
            return aClass(endOfClass(), lead);
        }
        if (c == '\\' && isClass(at)) {
            boolean property = regex.charAt(at + 1) == 'p';
            return aClass(property ? regex.indexOf('}', at) + 1 : at + 2, lead);
        }
        if (c == '\\') {
            return escape();
        }
        at++;
        if (c == '.') {
            List.of("a", "0", "_", " ").forEach(each -> add(each, lead));
            return "a";
        }
        return c == '^' || c == '$' ? "" : String.valueOf(c);
    }

    private String escape() {
        char c = regex.charAt(at + 1);
        at += 2;
        if (c == 'b' || c == 'G') {
            return "";
        }
        if (c == 'x') {
            at += 2;
            return String.valueOf((char) Integer.parseInt(regex.substring(at - 2, at), 16));
        }
        if (c >= '1' && c <= '9') {
            return groups.get(c - '1');
        }
        if (Character.isLetterOrDigit(c)) {
            throw new IllegalArgumentException("unknown escape \\" + c + ": " + regex);
        }
        return String.valueOf(c);
    }

    private String group(String lead) {
        boolean ahead = regex.startsWith("(?=", at) || regex.startsWith("(?!", at);
        boolean flags = regex.startsWith("(?i)", at) || regex.startsWith("(?s)", at);
        if (flags) {
            at += 4;
            return "";
        }
        boolean capturing = !regex.startsWith("(?", at) || regex.startsWith("(?<", at);
        boolean behind = regex.startsWith("(?<=", at) || regex.startsWith("(?<!", at);
        boolean notBehind = regex.startsWith("(?<!", at);
        at += !regex.startsWith("(?", at) ? 1 : behind ? 4 : capturing ? regex.indexOf('>', at) + 1 - at : 3;
        int number = groups.size();
        if (capturing && !behind) {
            groups.add("");
        }
        String example = alternatives(lead);
        at++;
        if (capturing && !behind) {
            groups.set(number, example);
        }
        return ahead || notBehind ? "" : example;
    }

    private String aClass(int end, String lead) {
        String text = regex.substring(at, end);
        at = end;
        Pattern only = Pattern.compile(text);
        List<String> examples = new ArrayList<>();
        for (int i = 0; i < EXAMPLES.length() && examples.size() < EXAMPLES_OF_A_CLASS; i++) {
            String each = EXAMPLES.substring(i, i + 1);
            if (only.matcher(each).matches()) {
                examples.add(each);
            }
        }
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("no example of " + text);
        }
        examples.forEach(each -> add(each, lead));
        return examples.get(0);
    }

    private int endOfClass() {
        int depth = 0;
        for (int i = at; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean first = i == at + 1 || (i == at + 2 && regex.charAt(at + 1) == '^');
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && !first && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a class without an end: " + regex);
    }

    private boolean isClass(int escape) {
        return "dDwWsSp".indexOf(regex.charAt(escape + 1)) >= 0;
    }

    /** Least times; 1 without a quantifier, -1 for one that may be left out or be once. */
    private int quantifier() {
        int times = 1;
        if (peek('*') || peek('?') || peek('+')) {
            times = -1;
            at++;
        } else if (peek('{')) {
            int end = regex.indexOf('}', at);
            int least = Integer.parseInt(regex.substring(at + 1, end).split(",", -1)[0]);
            times = least == 1 || least == 0 ? -1 : least;
            at = end + 1;
        } else {
            return times;
        }
        at += peek('+') || peek('?') ? 1 : 0;
        return times;
    }

    private boolean peek(char c) {
        return at < regex.length() && regex.charAt(at) == c;
    }
}
