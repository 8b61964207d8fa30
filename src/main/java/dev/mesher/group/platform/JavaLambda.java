package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** How the compilers of Java, Kotlin and Scala name a lambda: after the method that it was written in, and numbered. */
final class JavaLambda {
    /** The method; "" when the name is not a lambda's. */
    static final TextScan METHOD = TextScan.of(JavaLambda::method, Rules.LONGEST);

    private static final String JAVA = "lambda$";
    private static final String KOTLIN = "$lambda";
    private static final String SCALA_2 = "$anonfun$";
    private static final String SCALA_3 = "$$anonfun$";
    private static final List<String> AFTER_METHOD = List.of(KOTLIN, SCALA_3);
    private static final String ADAPTED = "$adapted";

    private JavaLambda() {}

    private static String method(CharSequence name) {
        int length = name.length();
        if (length > JAVA.length() && Characters.isAt(name, 0, JAVA)) {
            return unnumbered(name, JAVA.length(), length);
        }
        for (String mark : AFTER_METHOD) {
            int at = Characters.indexOf(name, mark, 1);
            if (at > 0) {
                return name.subSequence(0, at).toString();
            }
        }
        if (length > SCALA_2.length() && Characters.isAt(name, 0, SCALA_2)) {
            int adapted = length - ADAPTED.length();
            boolean ends = adapted > SCALA_2.length() && Characters.isAt(name, adapted, ADAPTED);
            return unnumbered(name, SCALA_2.length(), ends ? adapted : length);
        }
        return "";
    }

    /** Without {@code $1}, {@code $1$2} … at its end; something is left. */
    private static String unnumbered(CharSequence name, int start, int end) {
        int kept = end;
        int digits = Characters.digitsBefore(name, kept);
        while (digits < kept && digits - 1 > start && name.charAt(digits - 1) == '$') {
            kept = digits - 1;
            digits = Characters.digitsBefore(name, kept);
        }
        return name.subSequence(start, kept).toString();
    }
}
