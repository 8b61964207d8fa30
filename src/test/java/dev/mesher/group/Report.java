package dev.mesher.group;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.group.Fault.Place;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One report of a fault, with all that chance, the deployment and the runtime put into it: lines, directories, hashes, ids,
 * the order of framework frames, the depth of a recursion, the numbers of lambdas.
 */
final class Report {
    private static final List<String> ROOTS = List.of(
            "/srv/shop",
            "/opt/releases/20261123101500",
            "/home/deploy",
            "/app",
            "/usr/src/app",
            "/var/www",
            "/builds/77");

    private final Fault fault;
    private final Random chance;
    private final String root;
    private final String build;

    private Report(Fault fault, Random chance) {
        this.fault = fault;
        this.chance = chance;
        this.root = Fault.one(chance, ROOTS);
        this.build = hex(8);
    }

    static Event of(Fault fault, Random chance) {
        return NativeEvent.decode(new Report(fault, chance).json().encode().getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject json() {
        String words = filled(fault.words());
        JsonObject event = new JsonObject();
        if (fault.style() != Fault.Style.BARE) {
            event.put("platform", platform());
        }
        if (fault.kind() == Fault.Kind.MESSAGE) {
            return event.put("message", words);
        }
        JsonObject thrown =
                new JsonObject().put("type_name", typeName(fault.type())).put("value", words);
        event.put("exception", thrown);
        if (fault.kind() == Fault.Kind.EXCEPTION) {
            return event;
        }
        JsonArray frames = new JsonArray(frames());
        event.put("stacktrace", frames);
        if (!fault.causeType().isEmpty()) {
            JsonObject cause = new JsonObject()
                    .put("type_name", typeName(fault.causeType()))
                    .put("value", "behind " + words)
                    .put("stacktrace", frames);
            event.put("exceptions", new JsonArray().add(cause).add(thrown.copy().put("stacktrace", frames)));
        }
        return event;
    }

    private String platform() {
        return switch (fault.style()) {
            case BROWSER -> "javascript";
            default -> fault.style().name().toLowerCase(Locale.ROOT);
        };
    }

    private String typeName(String type) {
        return fault.style() == Fault.Style.JAVA ? "com.acme.shop." + type : type;
    }

    /** The frameworks' frames in an order of chance around the application's. */
    private List<JsonObject> frames() {
        List<Place> calls = new ArrayList<>(fault.calls());
        if (fault.recursive()) {
            List<Place> circle = List.copyOf(calls.subList(calls.size() - 2, calls.size()));
            for (int depth = chance.nextInt(20); depth > 0; depth--) {
                calls.addAll(circle);
            }
        }
        List<JsonObject> frames = new ArrayList<>();
        for (Place call : calls) {
            if (!fault.recursive()) {
                framework(frames);
            }
            frames.add(frame(call).put("lineno", 1 + chance.nextInt(900)).put("colno", 1 + chance.nextInt(90)));
        }
        return frames;
    }

    private void framework(List<JsonObject> frames) {
        List<JsonObject> some = new ArrayList<>(library());
        Collections.shuffle(some, chance);
        for (JsonObject frame : some.subList(0, chance.nextInt(some.size() + 1))) {
            frames.add(frame.copy().put("lineno", 1 + chance.nextInt(2000)));
        }
    }

    private JsonObject frame(Place call) {
        String file = call.module();
        String type = upper(call.module());
        String function = call.function();
        int number = chance.nextInt(40);
        return switch (fault.style()) {
            case JAVA ->
                frame(type + "Service.java", call.lambda() ? "lambda$" + function + "$" + number : function)
                        .put("module", "com.acme.shop." + call.area() + "." + type + "Service")
                        .put("in_app", true);
            case PYTHON ->
                frame(call.area() + "/" + file + ".py", snake(function))
                        .put("module", "shop." + call.area() + "." + file)
                        .put("abs_path", root + "/shop/" + call.area() + "/" + file + ".py")
                        .put("in_app", true);
            case BROWSER ->
                frame(
                                "https://cdn" + number + ".acme.example/assets/" + call.area() + "-" + file + "."
                                        + build + ".js",
                                "e." + function)
                        .put("in_app", true);
            case NODE ->
                frame(
                                root + "/src/" + call.area() + "/" + file + ".js",
                                call.lambda() ? "async " + type + "." + function : type + "." + function + " [as run]")
                        .put("in_app", true);
            case RUBY ->
                frame(
                                "app/services/" + call.area() + "/" + file + ".rb",
                                (call.lambda()
                                                ? "block (" + (1 + number % 3) + " levels) in "
                                                : chance.nextBoolean() ? "" : type + "#")
                                        + snake(function))
                        .put("abs_path", root + "/app/services/" + call.area() + "/" + file + ".rb")
                        .put("in_app", true);
            case GO ->
                frame(
                                file + ".go",
                                "(*" + type + ")." + upper(function) + (call.lambda() ? ".func" + (1 + number) : ""))
                        .put("module", "github.com/acme/shop/" + call.area() + "/" + file)
                        .put("abs_path", root + "/" + call.area() + "/" + file + ".go")
                        .put("in_app", true);
            case PHP -> {
                String name = "App\\" + upper(call.area()) + "\\" + type + "::" + function;
                yield frame(
                                "/src/" + upper(call.area()) + "/" + type + ".php",
                                call.lambda() ? "{closure:" + name + "():" + (1 + number) + "}" : name)
                        .put("abs_path", root + "/src/" + upper(call.area()) + "/" + type + ".php")
                        .put("in_app", true);
            }
            case CSHARP ->
                call.lambda()
                        ? frame(null, "MoveNext")
                                .put(
                                        "module",
                                        "Acme.Shop." + upper(call.area()) + "." + type + "+<" + upper(function)
                                                + "Async>d__" + number)
                                .put("in_app", true)
                        : frame("C:\\agent" + number + "\\" + type + ".cs", upper(function))
                                .put("module", "Acme.Shop." + upper(call.area()) + "." + type)
                                .put("in_app", true);
            case RUST ->
                frame(
                        root + "/src/" + file + ".rs",
                        "shop::" + call.area() + "::" + file + "::" + snake(function)
                                + (call.lambda() ? "::{{closure}}" : "") + "::h" + hex(16));
            case BARE -> frame(root + "/src/" + call.area() + "/" + file + ".py", function);
        };
    }

    private List<JsonObject> library() {
        int number = chance.nextInt(300);
        return switch (fault.style()) {
            case JAVA ->
                List.of(
                        library("Method.java", "invoke", "java.lang.reflect.Method"),
                        library(
                                "DispatcherServlet.java",
                                "doDispatch",
                                "org.springframework.web.servlet.DispatcherServlet"),
                        library(null, "invoke", "jdk.internal.reflect.GeneratedMethodAccessor" + number),
                        library("<generated>", "load", "com.acme.shop.CartService$$SpringCGLIB$$" + number),
                        library(null, "run", "com.acme.shop.Cart$$Lambda$" + number + "/0x" + hex(16)),
                        library("ThreadPoolExecutor.java", "runWorker", "java.util.concurrent.ThreadPoolExecutor"));
            case PYTHON ->
                List.of(
                        library("django/core/handlers/base.py", "_get_response", "django.core.handlers.base")
                                .put("in_app", false),
                        library("celery/app/trace.py", "trace_task", "celery.app.trace")
                                .put("in_app", false),
                        frame("shop/x.py", "<listcomp>").put("in_app", true));
            case BROWSER ->
                List.of(
                        frame("https://unpkg.com/react-dom@18.2.0/umd/react-dom.production.min.js", "Zt")
                                .put("in_app", true),
                        frame("<anonymous>", "Array.forEach")
                                .put("in_app", true)
                                .put("filename", "node_modules/zone.js/zone." + hex(8) + ".js"));
            case NODE ->
                List.of(
                        frame(root + "/node_modules/express/lib/router/layer.js", "Layer.handle")
                                .put("in_app", false),
                        frame("node:internal/process/task_queues", "process.processTicksAndRejections")
                                .put("in_app", false),
                        frame("node:events", "emit").put("in_app", false));
            case RUBY ->
                List.of(
                        frame("actionpack (7.1." + number % 9 + ") lib/action_controller/metal.rb", "dispatch")
                                .put(
                                        "abs_path",
                                        "/usr/local/bundle/gems/actionpack-7.1." + number % 9
                                                + "/lib/action_controller/metal.rb")
                                .put("in_app", false),
                        frame("puma/server.rb", "handle_request").put("in_app", false));
            case GO ->
                List.of(
                        library("server.go", "HandlerFunc.ServeHTTP", "net/http")
                                .put("in_app", false),
                        library("mux.go", "(*Router).ServeHTTP", "github.com/gorilla/mux")
                                .put(
                                        "abs_path",
                                        "/root/go/pkg/mod/github.com/gorilla/mux@v1.8." + number % 9 + "/mux.go")
                                .put("in_app", false),
                        library("panic.go", "gopanic", "runtime").put("in_app", false));
            case PHP ->
                List.of(
                        frame("/vendor/symfony/http-kernel/HttpKernel.php", "Symfony\\HttpKernel::handle")
                                .put("in_app", false),
                        frame("[internal]", "array_map").put("in_app", false));
            case CSHARP ->
                List.of(
                        library(null, "Throw", "System.Runtime.ExceptionServices.ExceptionDispatchInfo")
                                .put("in_app", false),
                        library(null, "Invoke", "Microsoft.AspNetCore.Routing.EndpointMiddleware")
                                .put("in_app", false));
            case RUST ->
                List.of(
                        frame(
                                "/rustc/" + hex(40) + "/library/core/src/result.rs",
                                "core::result::Result<T,E>::expect::h" + hex(16)),
                        frame(
                                "/root/.cargo/registry/src/index/tokio-1." + number + "/src/task.rs",
                                "tokio::runtime::task::poll::h" + hex(16)),
                        frame(null, "rust_begin_unwind"));
            case BARE -> List.of(frame("/usr/lib/python3." + number % 14 + "/asyncio/base.py", "run_once"));
        };
    }

    private static JsonObject frame(@Nullable String file, String function) {
        return new JsonObject().put("filename", file).put("function_name", function);
    }

    private static JsonObject library(@Nullable String file, String function, String module) {
        return frame(file, function).put("module", module);
    }

    private String filled(String words) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            out.append(c == '%' ? value(words.charAt(++i)) : String.valueOf(c));
        }
        return out.toString();
    }

    private String value(char what) {
        int number = 1 + chance.nextInt(99_999);
        return switch (what) {
            case 'i' -> Integer.toString(number);
            case 'e' -> "user" + number + "@mail" + number % 7 + ".example.com";
            case 'u' -> new UUID(chance.nextLong(), chance.nextLong()).toString();
            case 'h' -> "10." + number % 255 + "." + chance.nextInt(255) + ".7:" + (1024 + number % 60_000);
            case 'd' -> number + (chance.nextBoolean() ? "ms" : " s");
            case 'p' -> "/var/data/" + hex(6) + "/" + number + ".csv";
            case 'x' -> "9a" + hex(6);
            case 's' -> word(5);
            case 't' -> "2026-%02d-%02dT10:%02d:00Z".formatted(1 + number % 12, 1 + number % 28, number % 60);
            case 'q' -> "'" + word(1 + number % 9) + "'";
            case 'w' -> "https://api" + number % 5 + ".example.com/v1/items/" + number + "?page=" + number % 9;
            case 'o' -> "com.acme.Pool@" + hex(7);
            case 'l' -> String.join(", ", Collections.nCopies(1 + number % 5, Integer.toString(number)));
            case 'j' -> "T" + number + "x" + word(9).toUpperCase(Locale.ROOT) + number + word(9);
            default -> throw new IllegalArgumentException(String.valueOf(what));
        };
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append("0123456789abcdef".charAt(i == 0 ? chance.nextInt(10) : chance.nextInt(16)));
        }
        return hex.toString();
    }

    private String word(int letters) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            word.append((char) ('a' + chance.nextInt(26)));
        }
        return word.toString();
    }

    private static String upper(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
