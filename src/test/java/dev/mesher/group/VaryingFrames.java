package dev.mesher.group;

import dev.mesher.group.Fault.Place;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The frames of one report, as its runtime writes them: directories, hashes and numbers are those of a deployment. */
final class VaryingFrames {
    private static final List<String> ROOTS = List.of(
            "/srv/shop",
            "/opt/releases/20261123101500",
            "/home/deploy",
            "/app",
            "/usr/src/app",
            "/var/www",
            "/builds/77");

    private final Fault.Style style;
    private final Random chance;
    private final String root;
    private final String build;

    VaryingFrames(Fault.Style style, Random chance) {
        this.style = style;
        this.chance = chance;
        this.root = Fault.one(chance, ROOTS);
        this.build = VaryingWords.hex(chance, 8);
    }

    /** Of the application. */
    JsonObject of(Place call) {
        String file = call.module();
        String type = upper(call.module());
        String function = call.function();
        int number = chance.nextInt(40);
        return switch (style) {
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
                                + (call.lambda() ? "::{{closure}}" : "") + "::h" + VaryingWords.hex(chance, 16));
            case BARE -> frame(root + "/src/" + call.area() + "/" + file + ".py", function);
        };
    }

    /** What the runtime and its frameworks may put between two calls. */
    List<JsonObject> library() {
        int number = chance.nextInt(300);
        return switch (style) {
            case JAVA ->
                List.of(
                        library("Method.java", "invoke", "java.lang.reflect.Method"),
                        library(
                                "DispatcherServlet.java",
                                "doDispatch",
                                "org.springframework.web.servlet.DispatcherServlet"),
                        library(null, "invoke", "jdk.internal.reflect.GeneratedMethodAccessor" + number),
                        library("<generated>", "load", "com.acme.shop.CartService$$SpringCGLIB$$" + number),
                        library(
                                null,
                                "run",
                                "com.acme.shop.Cart$$Lambda$" + number + "/0x" + VaryingWords.hex(chance, 16)),
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
                                .put("filename", "node_modules/zone.js/zone." + VaryingWords.hex(chance, 8) + ".js"));
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
                                "/rustc/" + VaryingWords.hex(chance, 40) + "/library/core/src/result.rs",
                                "core::result::Result<T,E>::expect::h" + VaryingWords.hex(chance, 16)),
                        frame(
                                "/root/.cargo/registry/src/index/tokio-1." + number + "/src/task.rs",
                                "tokio::runtime::task::poll::h" + VaryingWords.hex(chance, 16)),
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

    private static String upper(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
