package dev.mesher.group.platform;

import dev.mesher.text.Brackets;
import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/** What the compilers of .NET add to the names of types and methods. */
final class DotNetNames {
    /** The name between {@code >g__} and a bar; "" when there is none. */
    static final TextScan LOCAL_FUNCTION = TextScan.of(DotNetNames::localFunction, Rules.LONGEST);

    /** Without {@code `2}, {@code `1[[A, B]]} and brackets at the end. */
    static final TextScan WITHOUT_TYPE_ARGUMENTS = TextScan.of(DotNetNames::withoutTypeArguments, Rules.LONGEST);

    /** <code>Fault`1[[Shop.Code, Shop, Version=1.0.1.0]]</code> becomes {@code Fault<Shop.Code>}. */
    static final TextScan WITHOUT_ASSEMBLIES = TextScan.of(DotNetNames::withoutAssemblies, Rules.LONGEST);

    private static final String LOCAL = ">g__";
    private static final int MOST_TYPE_ARGUMENTS = 300;

    private DotNetNames() {}

    private static String localFunction(CharSequence name) {
        int start = Characters.indexOf(name, LOCAL, 0);
        while (start >= 0) {
            int begin = start + LOCAL.length();
            int bar = Characters.indexOf(name, '|', begin);
            if (bar != begin) {
                return bar < 0 ? "" : name.subSequence(begin, bar).toString();
            }
            start = Characters.indexOf(name, LOCAL, begin);
        }
        return "";
    }

    private static String withoutTypeArguments(CharSequence name) {
        Rewriting out = new Rewriting(name);
        Brackets brackets = new Brackets(name, ']');
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            int end = i;
            if (c == '`' && Characters.digitsFrom(name, i + 1) > i + 1) {
                end = Characters.digitsFrom(name, i + 1);
                boolean bracket = end < name.length() && name.charAt(end) == '[';
                end = bracket && closes(brackets, end) ? brackets.closing(end) + 1 : end;
            } else if (c == '[' && closes(brackets, i) && brackets.closing(i) == name.length() - 1) {
                end = name.length();
            }
            if (end > i) {
                out.replace(i, end, "");
            }
            i = Math.max(end, i + 1);
        }
        return out.upTo(name.length());
    }

    private static String withoutAssemblies(CharSequence name) {
        StringBuilder out = new StringBuilder(name.length());
        // A bit a bracket, the innermost lowest: whether it is around one argument and its assembly, not around the
        // list.
        long argument = 0;
        int depth = 0;
        int skipped = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '`' && Characters.digitsFrom(name, i + 1) > i + 1) {
                i = Characters.digitsFrom(name, i + 1) - 1;
            } else if (c == '[' && isArray(name, i)) {
                out.append(skipped > 0 ? "" : c);
            } else if (c == '[' && depth < Long.SIZE) {
                boolean inList = depth > 0
                        && (argument & 1) == 0
                        && (name.charAt(i - 1) == '[' || name.charAt(i - 1) == ',' || name.charAt(i - 1) == ' ');
                out.append(inList || skipped > 0 ? "" : "<");
                argument = argument << 1 | (inList ? 1 : 0);
                depth++;
            } else if (c == ']' && depth > 0 && !isArray(name, i - 1)) {
                skipped = skipped == depth ? 0 : skipped;
                out.append((argument & 1) == 1 || skipped > 0 ? "" : ">");
                argument >>>= 1;
                depth--;
            } else if (c == ',' && (argument & 1) == 1 && skipped == 0 && depth > 0) {
                skipped = depth;
            } else if (skipped == 0) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Whether {@code []} stands at {@code open}. */
    private static boolean isArray(CharSequence name, int open) {
        return Characters.isAt(name, open, "[]");
    }

    private static boolean closes(Brackets brackets, int open) {
        return brackets.closing(open) - open - 1 <= MOST_TYPE_ARGUMENTS;
    }
}
