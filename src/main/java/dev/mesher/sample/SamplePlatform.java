package dev.mesher.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A platform of the sample, read from {@code sample/<name>.json} and {@code sample/<name>.source}. */
final class SamplePlatform {
    static final List<String> NAMES = List.of("python", "javascript", "java", "go", "php");

    private final String name;
    private final JsonObject resource;
    private final EventForm form;

    private SamplePlatform(String name) {
        this.name = name;
        this.resource = new JsonObject(read(name + ".json"));
        FaultSource source = new FaultSource(read(name + ".source"));
        boolean ofMesher = name.equals(NativeEventForm.PLATFORM);
        FaultFrames frames = new FaultFrames(
                name,
                ofMesher ? "function_name" : "function",
                source,
                resource.getJsonObject("beginnings", new JsonObject()));
        this.form = ofMesher ? new NativeEventForm(frames) : new SentryEventForm(frames);
    }

    /** The faults of all platforms. */
    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (String name : NAMES) {
            SamplePlatform platform = new SamplePlatform(name);
            for (Object each : platform.resource.getJsonArray("faults")) {
                faults.add(Fault.of(faults.size(), platform, (JsonObject) each));
            }
        }
        return faults;
    }

    String name() {
        return name;
    }

    List<String> servers() {
        return resource.getJsonArray("servers", new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
    }

    /** The share of events that name a user, of faults that say nothing about it. */
    double known() {
        return resource.getDouble("known");
    }

    /**
     * The JSON of a fault's events.
     *
     * @param known whether they name a user
     */
    JsonObject event(JsonObject fault, boolean known) {
        JsonObject described = resource.getJsonObject("event").copy().mergeIn(fault.copy(), true);
        JsonObject event = new JsonObject()
                .put("event_id", "%{event_id}")
                .put("timestamp", "%{time}")
                .put("platform", name)
                .put("level", described.getString("level", "error"))
                .put("release", "%{release}")
                .put("environment", "%{environment}");
        for (String field :
                List.of("transaction", "logger", "server_name", "contexts", "request", "extra", "modules", "tags")) {
            Object value = described.getValue(field);
            if (value != null) {
                JsonObject unused = event.put(field, value);
            }
        }
        form.add(event, described, known);
        return event;
    }

    private static String read(String file) {
        try (InputStream in = SamplePlatform.class.getResourceAsStream("/sample/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
