package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern WRITTEN_IN = Pattern.compile("<([^<>]++)>(?:d__\\d|b__|c__)");

    private static final Pattern LOCAL_FUNCTION = Pattern.compile(">g__([^|]++)\\|");
    private static final Pattern GENERATED_CLASS = Pattern.compile("[+.]<.*$");
    private static final Pattern ARITY = Pattern.compile("`\\d+(?:\\[[^\\]]{0,300}\\])?|\\[[^\\]]{0,300}\\]$");
    private static final Pattern ARGUMENTS = Pattern.compile("\\(.*$");

    @Override
    public String module(String module) {
        return ARITY.matcher(GENERATED_CLASS.matcher(module).replaceFirst("")).replaceAll("");
    }

    @Override
    public String function(String function) {
        Matcher local = LOCAL_FUNCTION.matcher(function);
        if (local.find()) {
            return Rules.text(local.group(1));
        }
        Matcher written = WRITTEN_IN.matcher(function);
        String name = written.find() ? Rules.text(written.group(1)) : function;
        return ARITY.matcher(ARGUMENTS.matcher(name).replaceFirst("")).replaceAll("");
    }

    /** The method of a state machine whose step this is; null when it is none. */
    static String stepOf(String module) {
        Matcher written = WRITTEN_IN.matcher(module);
        return written.find() ? Rules.text(written.group(1)) : "";
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
