package dev.mesher.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frames of a stack from their short form. {@code file | function | text} is a call of the application in the line
 * of its source that has this text. {@code -file:line | function | text} is a call of a library, of which only the line is
 * known. {@code @name} stands for the frames of that name, which many stacks begin with.
 */
final class FaultFrames {
    private static final String BAR = " | ";
    private static final int COLUMNS = 40;

    private final String platform;
    private final String functionField;
    private final FaultSource source;
    private final JsonObject beginnings;

    /**
     * @param functionField the name of a frame's function in the form that the platform's events are sent in
     * @param beginnings frames by name
     */
    FaultFrames(String platform, String functionField, FaultSource source, JsonObject beginnings) {
        this.platform = platform;
        this.functionField = functionField;
        this.source = source;
        this.beginnings = beginnings;
    }

    /**
     * The frames, oldest call first.
     *
     * @param variables of the newest call of the application; null for none
     */
    JsonArray of(JsonArray shortForm, @Nullable JsonObject variables) {
        JsonArray frames = new JsonArray();
        add(shortForm, frames);
        for (int i = frames.size() - 1; i >= 0 && variables != null; i--) {
            JsonObject frame = frames.getJsonObject(i);
            if (frame.getBoolean("in_app")) {
                JsonObject unused = frame.put("vars", variables);
                break;
            }
        }
        return frames;
    }

    private void add(JsonArray shortForm, JsonArray frames) {
        for (Object each : shortForm) {
            String frame = (String) each;
            if (frame.startsWith("@")) {
                add(beginnings.getJsonArray(frame.substring(1)), frames);
            } else {
                JsonArray unused =
                        frames.add(frame.startsWith("-") ? ofLibrary(frame.substring(1)) : ofApplication(frame));
            }
        }
    }

    private JsonObject ofLibrary(String frame) {
        int colon = frame.indexOf(':');
        int bar = frame.indexOf(BAR, colon);
        int end = frame.indexOf(BAR, bar + BAR.length());
        String file = frame.substring(0, colon);
        JsonObject made = named(file, frame.substring(bar + BAR.length(), end < 0 ? frame.length() : end), false)
                .put("lineno", Integer.valueOf(frame.substring(colon + 1, bar)));
        return end < 0 ? made : made.put("context_line", frame.substring(end + BAR.length()));
    }

    private JsonObject ofApplication(String frame) {
        int bar = frame.indexOf(BAR);
        int end = frame.indexOf(BAR, bar + BAR.length());
        String file = frame.substring(0, bar);
        String text = frame.substring(end + BAR.length());
        FaultSource.Lines found = source.find(file, text);
        JsonObject made = named(file, frame.substring(bar + BAR.length(), end), true)
                .put("lineno", found.number())
                .put("pre_context", found.before())
                .put("context_line", found.line())
                .put("post_context", found.after());
        return platform.equals("javascript")
                ? made.put("colno", 1 + found.line().indexOf(text) % COLUMNS)
                : made;
    }

    private JsonObject named(String file, String function, boolean inApp) {
        JsonObject frame = new JsonObject().put(functionField, function).put("in_app", inApp);
        return switch (platform) {
            case "python" ->
                frame.put("filename", file)
                        .put(
                                "module",
                                file.substring(0, file.length() - ".py".length())
                                        .replace('/', '.'))
                        .put(
                                "abs_path",
                                (inApp ? "/srv/larkspur/" : "/usr/local/lib/python3.12/site-packages/") + file);
            case "java" -> frame.put("filename", javaFile(file)).put("module", file);
            case "javascript" -> frame.put("filename", inApp ? "./" + file : "./node_modules/" + file);
            case "go" ->
                frame.put("filename", file)
                        .put("module", file.substring(0, Math.max(0, file.lastIndexOf('/'))))
                        .put("abs_path", (inApp ? "/build/" : "/usr/local/go/src/") + file);
            default -> frame.put("filename", "/" + file).put("abs_path", "/var/www/html/" + file);
        };
    }

    private static String javaFile(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        return (nested < 0 ? simple : simple.substring(0, nested)) + ".java";
    }
}
