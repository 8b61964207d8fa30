package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.FullPattern;
import dev.mesher.text.SearchPattern;
import java.util.List;
import java.util.regex.MatchResult;

/** C#, F# and Visual Basic. */
final class DotNetRules implements Rules {
    private static final List<String> LIBRARIES = List.of(
            "System",
            "Microsoft",
            "Mono",
            "FSharp",
            "Newtonsoft",
            "Serilog",
            "NLog",
            "Npgsql",
            "Dapper",
            "MediatR",
            "Polly",
            "Grpc",
            "Sentry",
            "AutoMapper",
            "Castle",
            "Autofac",
            "StackExchange",
            "Azure",
            "Amazon",
            "UnityEngine");

    /** How an exception gets from one task to the next. */
    private static final List<String> PLUMBING = List.of(
            "System.Runtime.ExceptionServices",
            "System.Runtime.CompilerServices",
            "System.Threading.Tasks",
            "System.Threading");

    /** The module's id that Mono and Unity give in the place of a file. */
    private static final FullPattern MODULE_ID =
            FullPattern.of("<(?:[0-9a-f]{32}|filename unknown)>(?::\\d{1,9})?", LONGEST);

    /** The method of one of Visual Basic's state machines. */
    private static final SearchPattern BASIC_STEP = SearchPattern.of("[+.]VB[$]StateMachine_\\d++_(\\w++)", LONGEST);

    /** A lambda without the method that it stands in, as old compilers name it. */
    private static final SearchPattern NAMELESS =
            SearchPattern.of("^(?:MoveNext|<>[a-z]__\\w*+|_Lambda[$]__[\\dR-]*+)$", LONGEST);

    @Override
    public String module(String module) {
        String written = DotNetClasses.WITHOUT_GENERATED.apply(module);
        return withoutNumbers(DotNetNames.WITHOUT_TYPE_ARGUMENTS.apply(written));
    }

    /** With its type arguments, which tell one exception from another; without the versions of their assemblies. */
    @Override
    public String type(String type) {
        return withoutNumbers(DotNetNames.WITHOUT_ASSEMBLIES.apply(type)).replace("<>f__", "");
    }

    @Override
    public String file(String path) {
        return MODULE_ID.matches(path) ? "" : SourcePath.stable(path);
    }

    private static String withoutNumbers(String name) {
        return DotNetMarks.WITHOUT_NUMBERS.apply(DotNetMarks.WITHOUT_LINES.apply(name));
    }

    @Override
    public String function(String function) {
        String local = DotNetNames.LOCAL_FUNCTION.apply(function);
        if (!local.isEmpty()) {
            return local;
        }
        String written = DotNetMarks.WRITTEN_IN.apply(function);
        String name = written.isEmpty() ? function : written;
        int arguments = name.indexOf('(');
        return withoutNumbers(
                DotNetNames.WITHOUT_TYPE_ARGUMENTS.apply(arguments < 0 ? name : name.substring(0, arguments)));
    }

    /** The function; of a state machine or a lambda without a name, the method in the name of its class. */
    static String written(String function, String module) {
        if (!NAMELESS.isIn(function)) {
            return function;
        }
        MatchResult step = BASIC_STEP.first(module);
        String method = step == null ? DotNetMarks.WRITTEN_IN.apply(module) : Rules.text(step.group(1));
        return method.isEmpty() && !function.equals("MoveNext") ? function : method;
    }

    @Override
    public boolean library(StackFrame frame) {
        return Rules.within(Rules.text(frame.module()), ".", LIBRARIES);
    }

    @Override
    public boolean noise(StackFrame frame) {
        String module = Rules.text(frame.module());
        return Rules.within(module, ".", PLUMBING)
                || Rules.text(frame.function()).startsWith("lambda_method");
    }
}
