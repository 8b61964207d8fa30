package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
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

    /** The compiler puts the name of the method that was written in angle brackets: a state machine, a lambda. */
    private static final SearchPattern WRITTEN_IN = SearchPattern.of("<([^<>]++)>(?:d__\\d|b__|c__)", LONGEST);

    private static final SearchPattern GENERATED_CLASS = SearchPattern.of("(?s)[+.]<.*+", LONGEST);

    @Override
    public String module(String module) {
        return DotNetNames.WITHOUT_TYPE_ARGUMENTS.apply(GENERATED_CLASS.replaceFirst(module, ""));
    }

    @Override
    public String function(String function) {
        String local = DotNetNames.LOCAL_FUNCTION.apply(function);
        if (!local.isEmpty()) {
            return local;
        }
        String written = stepOf(function);
        String name = written.isEmpty() ? function : written;
        int arguments = name.indexOf('(');
        return DotNetNames.WITHOUT_TYPE_ARGUMENTS.apply(arguments < 0 ? name : name.substring(0, arguments));
    }

    /** The method of a state machine whose step this is; "" when it is none. */
    static String stepOf(String module) {
        MatchResult written = WRITTEN_IN.first(module);
        return written == null ? "" : Rules.text(written.group(1));
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
