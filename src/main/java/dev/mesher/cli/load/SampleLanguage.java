package dev.mesher.cli.load;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Generates errors as services in different languages send them. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
enum SampleLanguage {
    JAVA(
            "mesher.java",
            "2.4.1",
            List.of("java.lang.IllegalStateException", "java.sql.SQLException", "java.io.IOException"),
            List.of("Thread.java run", "Pool.java work", "Router.java route", "Filter.java filter")),
    PYTHON(
            "mesher.python",
            "1.9.0",
            List.of("ValueError", "KeyError", "TimeoutError"),
            List.of("wsgi.py __call__", "base.py respond", "views.py dispatch", "sql.py execute")),
    JAVASCRIPT(
            "mesher.javascript",
            "7.1.3",
            List.of("TypeError", "RangeError", "NetworkError"),
            List.of("vendor.js flush", "vendor.js commit", "router.js go", "http.js send"));

    private final String sdkName;
    private final String sdkVersion;
    private final List<String> exceptions;
    private final List<String> libraryFrames;

    SampleLanguage(String sdkName, String sdkVersion, List<String> exceptions, List<String> libraryFrames) {
        this.sdkName = sdkName;
        this.sdkVersion = sdkVersion;
        this.exceptions = exceptions;
        this.libraryFrames = libraryFrames;
    }

    static SampleLanguage of(int issue) {
        return values()[issue % values().length];
    }

    String sdkName() {
        return sdkName;
    }

    String sdkVersion() {
        return sdkVersion;
    }

    String exception(int issue) {
        return exceptions.get(issue / values().length % exceptions.size());
    }

    /** A frame in the issue's own code. */
    JsonObject appFrame(IssueNames names, int line) {
        return switch (this) {
            case JAVA -> frame(names.moduleClass() + ".java", names.verb() + names.noun(), line, true);
            case PYTHON ->
                frame(names.module() + ".py", names.verb() + "_" + names.noun().toLowerCase(Locale.ROOT), line, true);
            case JAVASCRIPT ->
                frame(names.module() + ".js", names.verb() + names.noun(), line, true)
                        .put("colno", line % 80 + 1);
        };
    }

    /** A frame in library code. */
    JsonObject libraryFrame(int at, int line) {
        String call = libraryFrames.get(at % libraryFrames.size());
        int space = call.indexOf(' ');
        return frame(call.substring(0, space), call.substring(space + 1), line, false);
    }

    /** A line of source code for a frame. */
    String sourceLine(IssueNames names) {
        return switch (this) {
            case JAVA ->
                "        var " + names.module() + " = this." + names.verb() + "(context, "
                        + names.noun().toLowerCase(Locale.ROOT) + ");";
            case PYTHON ->
                "    " + names.module() + " = self." + names.verb() + "(context, "
                        + names.noun().toLowerCase(Locale.ROOT) + ")";
            case JAVASCRIPT -> "  const " + names.module() + " = await " + names.verb() + names.noun() + "(context);";
        };
    }

    private static JsonObject frame(String file, String function, int line, boolean inApp) {
        return new JsonObject()
                .put("filename", file)
                .put("function_name", function)
                .put("lineno", line)
                .put("in_app", inApp);
    }
}
