package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;

/** Classes that the compilers of .NET put into the class that the programmer wrote: closures, lambdas and state machines. */
final class DotNetClasses {
    /** Without such a class, and what follows it. C# names it in angle brackets, Visual Basic by words. */
    static final TextScan WITHOUT_GENERATED = TextScan.of(DotNetClasses::withoutGenerated, Rules.LONGEST);

    private static final String BASIC_CLOSURE = "_Closure$__";
    private static final String BASIC_STEP = "VB$StateMachine_";

    private DotNetClasses() {}

    private static String withoutGenerated(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c == '.' || c == '+') && isGenerated(name, i + 1)) {
                return name.subSequence(0, i).toString();
            }
        }
        return name.toString();
    }

    private static boolean isGenerated(CharSequence name, int at) {
        return switch (Characters.at(name, at)) {
            case '<' -> true;
            case '_' -> Characters.isAt(name, at, BASIC_CLOSURE);
            case 'V' -> {
                int number = at + BASIC_STEP.length();
                int end = Characters.isAt(name, at, BASIC_STEP) ? Characters.digitsFrom(name, number) : number;
                yield end > number && Characters.at(name, end) == '_';
            }
            default -> false;
        };
    }
}
