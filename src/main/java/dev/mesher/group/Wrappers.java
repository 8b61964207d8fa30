package dev.mesher.group;

import static java.util.Map.entry;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.group.platform.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that only carry another one from place to place. One of the types below says nothing beside its cause when it
 * has no message, when its message repeats the cause, or when it begins with words that its type always says.
 */
final class Wrappers {
    /** The words that each type always says, by the type's name without package. */
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            // The JVM
            entry("Throwable", List.of()),
            entry("Exception", List.of()),
            entry(
                    "RuntimeException",
                    List.of(
                            "Unable to start activity ",
                            "Unable to resume activity ",
                            "Unable to create service ",
                            "Unable to start service ",
                            "Unable to start receiver ",
                            "Unable to create application ",
                            "Unable to instantiate ",
                            "An error occurred while executing doInBackground()",
                            "Failure delivering result ")),
            entry(
                    "IllegalStateException",
                    List.of("Could not execute method ", "Could not execute non-public method ")),
            entry("Error", reactsWords()),
            entry("ExecutionException", List.of("Boxed Exception", "Boxed Error")),
            entry("ExecutionError", List.of()),
            entry("UncheckedExecutionException", List.of()),
            entry("UncheckedIOException", List.of()),
            entry("CompletionException", List.of()),
            entry("InvocationTargetException", List.of()),
            entry("InvokerInvocationException", List.of()),
            entry("UndeclaredThrowableException", List.of()),
            entry("PrivilegedActionException", List.of()),
            entry("ExceptionInInitializerError", List.of()),
            entry("BoxedError", List.of("Boxed Error", "Boxed Exception")),
            entry("WrappedException", List.of()),
            entry("UndeliverableException", List.of("The exception could not be delivered to the consumer")),
            entry(
                    "OnErrorNotImplementedException",
                    List.of("The exception was not handled due to missing onError handler")),
            entry("Exceptions$ReactiveException", List.of()),
            entry("ReactiveException", List.of()),
            entry("Exceptions$ErrorCallbackNotImplemented", List.of()),
            entry("ErrorCallbackNotImplemented", List.of()),
            entry("JobCancellationException", List.of("Parent job is Cancelling")),
            entry(
                    "ServletException",
                    List.of(
                            "Request processing failed",
                            "Handler dispatch failed",
                            "Handler processing failed",
                            "Servlet execution threw an exception",
                            "Filter execution threw an exception")),
            entry(
                    "NestedServletException",
                    List.of("Request processing failed", "Handler dispatch failed", "Handler processing failed")),
            entry("EJBException", List.of()),
            entry("EJBTransactionRolledbackException", List.of()),
            entry(
                    "RollbackException",
                    List.of("Error while committing the transaction", "Transaction marked as rollbackOnly")),
            entry("TransactionSystemException", List.of("Could not commit JPA transaction")),
            entry("JobExecutionException", List.of()),
            entry("SchedulerException", List.of("Job threw an unhandled exception")),
            // .NET
            entry(
                    "AggregateException",
                    List.of("One or more errors occurred", "A Task's exception(s) were not observed")),
            entry("TargetInvocationException", List.of("Exception has been thrown by the target of an invocation")),
            entry("TypeInitializationException", List.of("The type initializer for ")),
            // JavaScript
            entry("TypeError", List.of("fetch failed")),
            entry("AggregateError", List.of()),
            entry("UnhandledRejection", List.of("Uncaught (in promise)", "Non-Error promise rejection captured")),
            entry(
                    "UnhandledPromiseRejection",
                    List.of("Uncaught (in promise)", "This error originated either by throwing")),
            // Python
            entry("RetryError", List.of("RetryError[")),
            entry("Retry", List.of("Retry in ")),
            entry("ExceptionGroup", List.of("unhandled errors in a TaskGroup", "Exceptions from Trio nursery")),
            entry("BaseExceptionGroup", List.of("unhandled errors in a TaskGroup", "Exceptions from Trio nursery")),
            // Go
            entry("*errors.withStack", List.of()),
            entry("*errors.withMessage", List.of()),
            entry("*errors.joinError", List.of()),
            entry("*errors.errorString", List.of()),
            entry("*fmt.wrapError", List.of()),
            entry("*fmt.wrapErrors", List.of()),
            // PHP; also a type of Python
            entry("RuntimeError", List.of("An exception has been thrown during the rendering of a template")),
            entry("HandlerFailedException", List.of("Handling \"")),
            entry("ViewException", List.of()),
            // Ruby and Elixir
            entry("ActionView::Template::Error", List.of()),
            entry("WrapperError", List.of()));

    /** What Laravel adds to the message of an exception in a template. */
    private static final String LARAVELS_VIEW = " (View: ";

    private Wrappers() {}

    private static List<String> reactsWords() {
        return List.of(
                "There was an error during concurrent rendering but React was able to recover",
                "There was an error while hydrating",
                "Minified React error #422",
                "Minified React error #423",
                "Minified React error #520",
                "Uncaught (in promise)");
    }

    /** Whether {@code outer} says nothing beside {@code cause}. */
    static boolean isPure(ExceptionInfo outer, ExceptionInfo cause) {
        List<String> words = words(outer.typeName());
        if (words == null) {
            return false;
        }
        String value = said(outer);
        return value.isEmpty() || words.stream().anyMatch(value::startsWith) || repeats(value, cause);
    }

    /** Null for a type that says something. */
    private static @Nullable List<String> words(@Nullable String type) {
        if (type == null) {
            return null;
        }
        List<String> words = WORDS.get(type);
        return words == null ? WORDS.get(Names.simple(type)) : words;
    }

    /** Whether the value is the cause's value, or its type, or both with the type in front, as exceptions are written. */
    private static boolean repeats(String value, ExceptionInfo cause) {
        int colon = value.indexOf(": ");
        if (isName(colon < 0 ? value : value.substring(0, colon), cause)) {
            return true;
        }
        String said = said(cause);
        if (said.isEmpty()) {
            return false;
        }
        if (value.startsWith(said)) {
            return value.length() == said.length() || value.startsWith(LARAVELS_VIEW, said.length());
        }
        return value.endsWith(said)
                && isName(value.substring(0, value.length() - said.length()).strip(), cause);
    }

    /** {@code java.io.IOException}, {@code IOException} and Elixir's {@code ** (File.Error)}. */
    private static boolean isName(String text, ExceptionInfo cause) {
        if (cause.typeName() == null) {
            return false;
        }
        String name = text.startsWith("** (") && text.endsWith(")") ? text.substring(4, text.length() - 1) : text;
        return name.indexOf(' ') < 0 && Names.simple(name).equals(Names.simple(cause.typeName()));
    }

    private static String said(ExceptionInfo exception) {
        return exception.value() == null ? "" : exception.value().strip();
    }
}
