package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;
import java.util.List;

/** What is generated in the names of the JVM's classes and methods; lambdas are {@link JavaLambda}'s. */
final class JavaNames {
    /** A generated class says so in its name; everything from there on is generated, and taken away. */
    static final TextScan WITHOUT_GENERATED = TextScan.of(JavaNames::withoutGenerated, Rules.LONGEST);

    /** Anonymous classes are numbered: {@code $1}, in Clojure {@code __12}. */
    static final TextScan WITHOUT_ANONYMOUS = TextScan.of(JavaNames::withoutAnonymous, Rules.LONGEST);

    /**
     * Scala specializes methods for primitive types, {@code $mcI$sp}. Kotlin and Scala have helpers beside some methods, such
     * as {@code $default} and the numbered {@code $lzyINIT1} beside a lazy value.
     */
    static final TextScan WITHOUT_SPECIALIZED = TextScan.of(JavaNames::withoutSpecialized, Rules.LONGEST);

    /** Without a class that D8 and R8 put in the place of a lambda. Its frames count, as those of the class around it. */
    static final TextScan WITHOUT_SYNTHETIC = TextScan.of(JavaNames::withoutSynthetic, Rules.LONGEST);

    private static final String TWO_DOLLARS = "$$";
    private static final List<String> SYNTHETIC = List.of("ExternalSynthetic", "InternalSynthetic");
    private static final List<String> AFTER_TWO_DOLLARS = List.of(
            "Lambda",
            "EnhancerBy",
            "FastClassBy",
            "SpringCGLIB",
            "_jvst",
            "_javassist",
            "KeyFactoryBy",
            "BeanMap",
            "_Weld");
    private static final List<String> AFTER_DOLLAR = List.of("HibernateProxy", "ByteBuddy$", "MockitoMock$");
    private static final String PROXY = "$Proxy";
    private static final List<String> AFTER_GENERATED =
            List.of("MethodAccessor", "ConstructorAccessor", "SerializationConstructor");
    private static final List<String> LAST = List.of("_ClientProxy", "_Subclass");
    private static final List<String> HELPERS = List.of("$default", "$suspendImpl", "$adapted", "$lzycompute");
    private static final String LAZY = "$lzyINIT";
    private static final String SPECIALIZED = "$sp";
    private static final String TYPES = "$mc";

    private JavaNames() {}

    /** Whether {@link #WITHOUT_GENERATED} finds something. */
    static boolean isGenerated(String name) {
        return WITHOUT_GENERATED.apply(name).length() < name.length();
    }

    private static String withoutGenerated(CharSequence name) {
        int i = 0;
        while (i < name.length() && !generatedAt(name, i)) {
            i++;
        }
        return name.subSequence(0, i).toString();
    }

    private static boolean generatedAt(CharSequence name, int at) {
        return switch (name.charAt(at)) {
            case '$' -> afterDollar(name, at + 1);
            case '_' -> Characters.isAt(name, at, "_$$_") || isLast(name, at);
            case 'G' ->
                Characters.isAt(name, at, "Generated") && anyAt(name, at + "Generated".length(), AFTER_GENERATED);
            case 'H' -> Characters.isAt(name, at, "HibernateProxy$");
            case 'L' -> Characters.isAt(name, at, "LambdaForm$");
            default -> false;
        };
    }

    private static boolean afterDollar(CharSequence name, int at) {
        if (Characters.isAt(name, at, "$")) {
            return anyAt(name, at + 1, AFTER_TWO_DOLLARS);
        }
        int number = at - 1 + PROXY.length();
        return anyAt(name, at, AFTER_DOLLAR)
                || (Characters.isAt(name, at - 1, PROXY) && Characters.digitsFrom(name, number) > number);
    }

    private static boolean isLast(CharSequence name, int at) {
        for (String last : LAST) {
            if (at + last.length() == name.length() && Characters.isAt(name, at, last)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the words, which begin with a letter or an underscore, stands at {@code at}. */
    private static boolean anyAt(CharSequence name, int at, List<String> words) {
        boolean begins = at < name.length() && Characters.isWord(name.charAt(at));
        for (String word : begins ? words : List.<String>of()) {
            if (Characters.isAt(name, at, word)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutSynthetic(CharSequence name) {
        int at = Characters.indexOf(name, TWO_DOLLARS, 0);
        while (at >= 0 && !anyAt(name, at + TWO_DOLLARS.length(), SYNTHETIC)) {
            at = Characters.indexOf(name, TWO_DOLLARS, at + 1);
        }
        return at < 0 ? name.toString() : name.subSequence(0, at).toString();
    }

    private static String withoutAnonymous(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int i = 0;
        while (i < name.length()) {
            int begin = number(name, i);
            int end = begin < 0 ? begin : Characters.digitsFrom(name, begin);
            if (end > begin && (end == name.length() || name.charAt(end) == '$')) {
                out.replace(i, end, "");
                i = end;
            } else {
                i++;
            }
        }
        return out.upTo(name.length());
    }

    /** Where the number of an anonymous class would begin; -1 when this is no place for one. */
    private static int number(CharSequence name, int at) {
        char c = name.charAt(at);
        if (c == '$') {
            return at + 1;
        }
        return c == '_' && Characters.isAt(name, at + 1, "_") ? at + 2 : -1;
    }

    private static String withoutSpecialized(CharSequence name) {
        for (String helper : HELPERS) {
            int start = name.length() - helper.length();
            if (Characters.isAt(name, start, helper)) {
                return name.subSequence(0, start).toString();
            }
        }
        int lazy = Characters.digitsBefore(name, name.length()) - LAZY.length();
        if (Characters.isAt(name, lazy, LAZY)) {
            return name.subSequence(0, lazy).toString();
        }
        int end = name.length() - SPECIALIZED.length();
        int types = end;
        if (Characters.isAt(name, end, SPECIALIZED)) {
            while (types > 0 && name.charAt(types - 1) >= 'A' && name.charAt(types - 1) <= 'Z') {
                types--;
            }
        }
        boolean specialized = types < end && Characters.isAt(name, types - TYPES.length(), TYPES);
        return name.subSequence(0, specialized ? types - TYPES.length() : name.length())
                .toString();
    }
}
