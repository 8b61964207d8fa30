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

/**
 * One report of a fault, with all that chance, the deployment and the runtime put into it: lines, directories, hashes, ids,
 * the order of framework frames, the depth of a recursion, the numbers of lambdas.
 */
final class Report {
    private final Fault fault;
    private final Random chance;
    private final VaryingFrames runtime;

    private Report(Fault fault, Random chance) {
        this.fault = fault;
        this.chance = chance;
        this.runtime = new VaryingFrames(fault.style(), chance);
    }

    static Event of(Fault fault, Random chance) {
        return NativeEvent.decode(new Report(fault, chance).json().encode().getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject json() {
        String words = VaryingWords.filled(fault.words(), chance);
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
            frames.add(runtime.of(call).put("lineno", 1 + chance.nextInt(900)).put("colno", 1 + chance.nextInt(90)));
        }
        return frames;
    }

    private void framework(List<JsonObject> frames) {
        List<JsonObject> some = new ArrayList<>(runtime.library());
        Collections.shuffle(some, chance);
        for (JsonObject frame : some.subList(0, chance.nextInt(some.size() + 1))) {
            frames.add(frame.copy().put("lineno", 1 + chance.nextInt(2000)));
        }
    }
}
