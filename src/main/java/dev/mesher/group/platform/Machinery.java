package dev.mesher.group.platform;

import static java.util.Map.entry;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Functions that nobody wrote: a compiler or a runtime put them between the program's own, and an error that they raise is
 * that of their caller. They are nobody's culprit.
 */
public final class Machinery {
    /** Names that stand for no name, on all platforms. */
    private static final Set<String> NAMELESS = Set.of(
            "",
            "?",
            "??",
            "<unknown>",
            "<redacted>",
            "<anonymous>",
            "anonymous",
            "(anonymous)",
            "(anonymous function)",
            "<anonymous function>",
            "Anonymous function",
            "(unknown)",
            "unknown",
            "__handle_exc");

    /** What Babel, TypeScript, SWC, esbuild and regenerator put around classes and asynchronous functions. */
    private static final Set<String> SCRIPT_HELPERS = Set.of(
            "_callSuper",
            "_createSuper",
            "_createSuperInternal",
            "_super",
            "_superPropGet",
            "_construct",
            "_wrapNativeSuper",
            "_inherits",
            "_inheritsLoose",
            "_classCallCheck",
            "_possibleConstructorReturn",
            "_assertThisInitialized",
            "_createClass",
            "_defineProperties",
            "_defineProperty",
            "_initializerDefineProperty",
            "_applyDecoratedDescriptor",
            "_applyDecs",
            "_toConsumableArray",
            "_slicedToArray",
            "_nonIterableSpread",
            "_nonIterableRest",
            "_createForOfIteratorHelper",
            "_createForOfIteratorHelperLoose",
            "_unsupportedIterableToArray",
            "_readOnlyError",
            "_tdz",
            "_classPrivateFieldGet",
            "_classPrivateFieldSet",
            "_classPrivateMethodGet",
            "_classPrivateFieldLooseBase",
            "_assertClassBrand",
            "_objectDestructuringEmpty",
            "_asyncToGenerator",
            "_wrapAsyncGenerator",
            "_asyncIterator",
            "_call_super",
            "_create_super",
            "_class_call_check",
            "_async_to_generator",
            "_possible_constructor_return",
            "_assert_this_initialized",
            "_ts_generator",
            "asyncGeneratorStep",
            "asyncGenerator",
            "_regenerator",
            "_regeneratorRuntime",
            "_regeneratorDefine",
            "_next",
            "_throw",
            "_invoke",
            "tryCatch",
            "tryCatcher",
            "maybeInvokeDelegate",
            "makeInvokeMethod",
            "callInvokeWithMethodAndArg",
            "__awaiter",
            "__generator",
            "__extends",
            "__decorate",
            "__esDecorate",
            "__runInitializers",
            "__spreadArray",
            "__values",
            "__read",
            "__await",
            "__async",
            "__asyncGenerator",
            "__asyncDelegator",
            "__asyncValues",
            "__yieldStar",
            "__privateGet",
            "__privateSet",
            "__privateMethod",
            "__accessCheck",
            "__classPrivateFieldGet",
            "__classPrivateFieldSet",
            "Reflect.construct",
            "Reflect.apply",
            "new Promise",
            "Generator.next",
            "Generator.throw",
            "Generator._invoke",
            "Generator.invoke",
            "Generator.<anonymous>",
            "AsyncGenerator.next",
            "fulfilled",
            "rejected");

    private static final Map<Platform, Set<String>> NAMES = Map.ofEntries(
            entry(
                    Platform.JAVASCRIPT,
                    Set.of(
                            "Object.<anonymous>",
                            "Module.<anonymous>",
                            "Function.<anonymous>",
                            "global code",
                            "module code",
                            "eval code",
                            "eval",
                            "processTicksAndRejections",
                            "runMicrotasks",
                            "__webpack_require__",
                            "__webpack_exec__",
                            "webpackJsonpCallback",
                            "__require",
                            "__commonJS",
                            "__esm",
                            "__init",
                            "sentryWrapped")),
            entry(
                    Platform.PYTHON,
                    Set.of(
                            "<lambda>",
                            "<listcomp>",
                            "<dictcomp>",
                            "<setcomp>",
                            "<genexpr>",
                            "_call_with_frames_removed",
                            "_find_and_load",
                            "_gcd_import",
                            "reraise",
                            "raise_from",
                            "raise_with_traceback")),
            entry(Platform.JAVA, Set.of("invokeSuspend", "resumeWith", "doResume", "$deserializeLambda$", "invoke0")),
            entry(
                    Platform.GO,
                    Set.of("panic", "gopanic", "goexit", "sigpanic", "panicmem", "panicwrap", "panicdivide", "throw")),
            entry(
                    Platform.NATIVE,
                    Set.of(
                            "abort",
                            "raise",
                            "gsignal",
                            "kill",
                            "pthread_kill",
                            "terminate",
                            "_start",
                            "start_thread",
                            "_assertionFailure",
                            "RaiseException",
                            "RtlRaiseException",
                            "_CxxThrowException",
                            "KiUserExceptionDispatcher",
                            "<deduplicated_symbol>")),
            entry(
                    Platform.PHP,
                    Set.of(
                            "call_user_func",
                            "call_user_func_array",
                            "array_map",
                            "array_walk",
                            "trigger_error",
                            "handleError",
                            "handleException",
                            "handleShutdown",
                            "ReflectionMethod::invoke",
                            "ReflectionMethod::invokeArgs")),
            entry(
                    Platform.RUBY,
                    Set.of("raise", "public_send", "__send__", "instance_exec", "instance_eval", "class_eval")),
            entry(Platform.DOTNET, Set.of("MoveNext", "lambda_method")));

    private static final Map<Platform, List<String>> BEGINNINGS = Map.ofEntries(
            entry(Platform.JAVA, List.of("access$", "apply$mc")),
            entry(Platform.GO, List.of("goPanic", "runtime.", "panicSlice")),
            entry(Platform.DOTNET, List.of("InvokeStub_", "lambda_method")),
            entry(
                    Platform.NATIVE,
                    List.of(
                            "rust_begin_unwind",
                            "__rust",
                            "core::panicking",
                            "core::result::unwrap_failed",
                            "core::result::Result<T,E>::",
                            "core::option::",
                            "std::panicking",
                            "std::panic",
                            "std::sys",
                            "std::rt",
                            "std::terminate",
                            "__cxa_",
                            "_Unwind_",
                            "__assert",
                            "__pthread",
                            "__libc_start",
                            "__clone",
                            "__exceptionPreprocess",
                            "__terminate",
                            "-[NSException raise",
                            "+[NSException raise",
                            "objc_exception_throw",
                            "objc_terminate",
                            "swift_",
                            "_swift_runtime",
                            "Swift runtime failure")));

    /** Files of what is a part of the engine itself. */
    static final Set<String> ENGINE = Set.of("<anonymous>", "[native code]", "native");

    private Machinery() {}

    /**
     * Whether nobody wrote the frame's function, or it has no name.
     *
     * @param platform as the client names it; null when it does not
     */
    public static boolean is(@Nullable String platform, StackFrame frame) {
        String function = Rules.text(frame.function());
        if (NAMELESS.contains(function)) {
            return true;
        }
        Platform known = Platform.of(platform, frame);
        if (known == Platform.JAVASCRIPT && ENGINE.contains(Rules.text(frame.filename()))) {
            return true;
        }
        return isHelper(known, function)
                || NAMES.getOrDefault(known, Set.of()).contains(function)
                || BEGINNINGS.getOrDefault(known, List.of()).stream().anyMatch(function::startsWith);
    }

    /** Whether a transpiler put the function in, so that it comes and goes with the targets of a build. */
    static boolean isHelper(Platform platform, String function) {
        return platform == Platform.JAVASCRIPT
                && (SCRIPT_HELPERS.contains(function)
                        || SCRIPT_HELPERS.contains(unnumbered(function.substring(function.lastIndexOf('.') + 1))));
    }

    /** A bundle holds a helper several times: {@code _callSuper2}, {@code _callSuper$1}. */
    private static String unnumbered(String name) {
        int end = name.length();
        while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '$')) {
            end--;
        }
        return name.substring(0, end);
    }
}
