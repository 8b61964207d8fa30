package dev.mesher.group;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Changes that a release, a build or a machine really makes, and that grouping does not, or cannot, always see through. Each says
 * the precision and recall that are reached.
 */
enum HardMutation {
    /** The compiler counts lambdas and closures anew. Missed: closures of Go. */
    RENUMBERED_LAMBDAS(true, 1, 0.677) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return Mutation.frames(event)
                            .filter(frame -> rename(
                                    frame,
                                    function(frame)
                                            .replaceAll(
                                                    "(lambda\\$\\w+\\$|\\bfunc)\\d+",
                                                    "$1" + (20 + chance.nextInt(70)))))
                            .count()
                    > 0;
        }
    },
    /** A lambda is written out where it was called: its frame is no more. */
    INLINED_LAMBDA(true, 0.97, 0.571) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return Mutation.stacks(event).filter(HardMutation::withoutLambdas).count() > 0;
        }
    },
    /** A frame of a framework about which the client says nothing. */
    UNMARKED_FRAMEWORK_FRAME(true, 1, 0.976) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return Mutation.stacks(event)
                            .peek(stack -> stack.add(chance.nextInt(stack.size()), framework(event, chance)))
                            .count()
                    > 0;
        }
    },
    /** The same, taken for the application's by the client. */
    FRAMEWORK_FRAME_MARKED_AS_THE_APPLICATIONS(true, 1, 0.59) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return Mutation.stacks(event)
                            .peek(stack -> stack.add(
                                    chance.nextInt(stack.size()),
                                    framework(event, chance).put("in_app", true)))
                            .count()
                    > 0;
        }
    },
    /** The application calls the function that fails through a new one of its own. */
    NEW_FUNCTION_BETWEEN(true, 1, 0.417) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return Mutation.stacks(event)
                            .filter(stack -> Mutation.ofApp(stack).findAny().isPresent())
                            .peek(HardMutation::callThroughAnother)
                            .count()
                    > 0;
        }
    },
    /** Each build of a bundle gives short names anew. Faults of one type and wording meet when no name is left. */
    MINIFIED_NAMES(false, 0.68, 1) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return minified(event, chance, 2);
        }
    },
    /** A large bundle's names are longer, and pass for a programmer's. Missed: all. */
    MINIFIED_NAMES_OF_THREE_LETTERS(false, 1, 0) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return minified(event, chance, 3);
        }
    },
    /** The machine speaks another language. Missed: what is grouped by its text. */
    LOCALISED_TEXT(false, 1, 0.789) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            String words = List.of("Der Vorgang ist fehlgeschlagen", "L'opération a échoué", "操作失败")
                    .get(chance.nextInt(3));
            return Mutation.texts(event, text -> words + ": " + text);
        }
    },
    /** No stack, and a detail at the end of the text that is never the same. Faults of one type and wording meet. */
    DETAIL_WITHOUT_STACK(false, 0.70, 1) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            int number = 10_000 + chance.nextInt(80_000);
            List<String> details = List.of(
                    "<shop.Order object at 0x7f" + VaryingWords.hex(chance, 10) + ">",
                    "/srv/releases/2026112" + number + "/data/" + VaryingWords.hex(chance, 8) + ".csv",
                    "C:\\Users\\u" + number + "\\AppData\\shop.db",
                    new UUID(chance.nextLong(), chance.nextLong()).toString(),
                    "2026-11-" + (10 + chance.nextInt(20)) + "T10:00:0" + chance.nextInt(10) + "Z",
                    "com.acme.Pool$$Lambda/0x" + VaryingWords.hex(chance, 16) + "@" + VaryingWords.hex(chance, 7),
                    number + ".5 ms");
            Mutation.exceptions(event).forEach(exception -> exception.remove("stacktrace"));
            Object unused = event.remove("threads");
            return Mutation.texts(event, text -> text + ": " + details.get(kind(text)));
        }
    },
    /** The same with a date as people write it. Missed: nearly all, the months' and days' names stay. */
    WRITTEN_DATE_WITHOUT_STACK(false, 0.62, 0.03) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            String month = List.of("Jan", "Apr", "Jun", "Sep", "Nov").get(chance.nextInt(5));
            String day = List.of("Mon", "Tue", "Wed", "Thu", "Fri").get(chance.nextInt(5));
            Mutation.exceptions(event).forEach(exception -> exception.remove("stacktrace"));
            Object unused = event.remove("threads");
            return Mutation.texts(
                    event,
                    text -> text + " on " + day + " " + month + " " + (1 + chance.nextInt(28)) + " 10:00:00 2026");
        }
    },
    /** A class that is made while the program runs. */
    GENERATED_TYPE(false, 1, 0.961) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return "java".equals(event.getString("platform"))
                    && Mutation.exceptions(event)
                                    .peek(exception -> exception.put(
                                            "type",
                                            exception.getString("type") + "$$SpringCGLIB$$" + chance.nextInt(9_999)))
                                    .count()
                            > 0;
        }
    },
    /** An error's name taken of a class that a minifier named. Missed: all. */
    MINIFIED_TYPE(false, 1, 0.01) {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return "javascript".equals(event.getString("platform"))
                    && Mutation.exceptions(event)
                                    .filter(exception -> exception.containsKey("type"))
                                    .peek(exception -> exception.put("type", letters(chance, 2)))
                                    .count()
                            > 0;
        }
    };

    private final boolean besideThoseBefore;
    private final double precision;
    private final double recall;

    HardMutation(boolean besideThoseBefore, double precision, double recall) {
        this.besideThoseBefore = besideThoseBefore;
        this.precision = precision;
        this.recall = recall;
    }

    /** False when nothing is changed. */
    abstract boolean apply(JsonObject event, Random chance);

    /** Whether the changed events are to meet the unchanged ones; otherwise only each other. */
    boolean besideThoseBefore() {
        return besideThoseBefore;
    }

    /** What is reached. */
    double precision() {
        return precision;
    }

    /** What is reached. */
    double recall() {
        return recall;
    }

    private static boolean minified(JsonObject event, Random chance, int length) {
        if (!"javascript".equals(event.getString("platform"))) {
            return false;
        }
        Map<String, String> names = new HashMap<>();
        return Mutation.frames(event)
                        .filter(frame -> rename(
                                frame, names.computeIfAbsent(function(frame), unused -> letters(chance, length))))
                        .count()
                > 0;
    }

    private static boolean withoutLambdas(JsonArray stack) {
        int size = stack.size();
        for (int i = size - 1; i >= 0; i--) {
            if (isLambda(stack.getJsonObject(i))) {
                Object unused = stack.remove(i);
            }
        }
        return stack.size() < size;
    }

    /** In front of the application's last call. */
    private static void callThroughAnother(JsonArray stack) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            JsonObject frame = stack.getJsonObject(i);
            if (Boolean.TRUE.equals(frame.getBoolean("in_app"))) {
                JsonArray unused = stack.add(i, frame.copy().put("function", "checked"));
                return;
            }
        }
    }

    private static boolean isLambda(JsonObject frame) {
        String name = function(frame);
        return Boolean.TRUE.equals(frame.getBoolean("in_app"))
                && (name.equals("?") || name.equals("<lambda>") || name.matches("lambda\\$.*|.*\\bfunc\\d+.*"));
    }

    /** As its platform's own look. */
    private static JsonObject framework(JsonObject event, Random chance) {
        String version = "1." + chance.nextInt(30);
        String platform = event.getString("platform").toLowerCase(Locale.ROOT);
        return switch (platform) {
            case "java" ->
                new JsonObject()
                        .put("module", "org.springframework.aop.framework.CglibAopProxy")
                        .put("filename", "CglibAopProxy.java")
                        .put("function", "intercept");
            case "python" ->
                new JsonObject()
                        .put("module", "celery.app.trace")
                        .put("filename", "celery/app/trace.py")
                        .put(
                                "abs_path",
                                "/venv/lib/python3." + chance.nextInt(14) + "/site-packages/celery/app/trace.py")
                        .put("function", "trace_task");
            case "go" ->
                new JsonObject()
                        .put("module", "github.com/gorilla/mux")
                        .put("filename", "mux.go")
                        .put("abs_path", "/root/go/pkg/mod/github.com/gorilla/mux@v" + version + "/mux.go")
                        .put("function", "(*Router).ServeHTTP");
            default ->
                new JsonObject()
                        .put("filename", "/srv/node_modules/express/lib/router/layer.js")
                        .put("function", "Layer.handle");
        };
    }

    /** The same in all reports of one fault. */
    private static int kind(String text) {
        return Math.floorMod(text.replaceAll("\\P{Lower}.*", "").hashCode(), 7);
    }

    private static boolean rename(JsonObject frame, String other) {
        if (other.equals(function(frame))) {
            return false;
        }
        JsonObject unused = frame.put("function", other);
        return true;
    }

    private static String function(JsonObject frame) {
        return frame.getString("function", "");
    }

    private static String letters(Random chance, int length) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append((char) ('a' + chance.nextInt(26)));
        }
        return name.toString();
    }
}
