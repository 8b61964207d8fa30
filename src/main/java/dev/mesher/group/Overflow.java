package dev.mesher.group;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.group.platform.Names;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Exceptions that say that calls went too deep: the stack is full, or a limit to the depth is reached. */
final class Overflow {
    /** Characters of a value that are read. */
    private static final int LONGEST = 1_000;

    /** Without package, in lower case. */
    private static final Set<String> TYPES = Set.of(
            "stackoverflowerror",
            "stackoverflowexception",
            "insufficientexecutionstackexception",
            "recursionerror",
            "systemstackerror",
            "exception_stack_overflow",
            "status_stack_overflow");

    /** Of JavaScript's engines, Python, Ruby, PHP, Go, Rust and parsers, in lower case. */
    private static final List<String> WORDS = List.of(
            "maximum call stack size",
            "too much recursion",
            "out of stack space",
            "maximum recursion depth",
            "stack level too deep",
            "maximum function nesting level",
            "maximum call stack depth",
            "infinite recursion",
            "recursion limit",
            "goroutine stack exceeds",
            "stack overflow",
            "overflowed its stack",
            "nesting depth",
            "nesting too deep",
            "nested too deep");

    /** Each of the words has one of these in it; most values have none, and are not read further. */
    private static final List<String> STEMS = List.of("tack", "ecursion", "est");

    private Overflow() {}

    static boolean isSaidBy(ExceptionInfo exception) {
        String type = exception.typeName();
        if (type != null && TYPES.contains(Names.simple(type).toLowerCase(Locale.ROOT))) {
            return true;
        }
        String value = exception.value();
        if (value == null) {
            return false;
        }
        String said = value.substring(0, Math.min(LONGEST, value.length()));
        if (STEMS.stream().noneMatch(said::contains)) {
            return false;
        }
        String lower = said.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }
}
