package dev.mesher.group;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.testing.RecordedEvents;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The events that were recorded of one platform's client. */
final class Corpus {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);

    private Corpus() {}

    static List<Recorded> of(String platform) {
        return RecordedEvents.of(platform).stream()
                .map(JsonObject::new)
                .map(line -> Recorded.of(
                        line.getString("fault"), line.getInteger("deployment"), line.getJsonObject("event")))
                .toList();
    }

    static long faults(List<Recorded> events) {
        return events.stream().map(Recorded::fault).distinct().count();
    }

    /** An event, and the fault that its program ran into. */
    record Recorded(String fault, int deployment, JsonObject event, String fingerprint) {
        static Recorded of(String fault, int deployment, JsonObject event) {
            byte[] json = event.encode().getBytes(StandardCharsets.UTF_8);
            return new Recorded(
                    fault,
                    deployment,
                    event,
                    Fingerprint.of(SentryEvent.decode(json, ARRIVAL)).fingerprint());
        }

        /** Null where the mutation finds nothing to change. */
        @Nullable
        Recorded changed(BiPredicate<JsonObject, Random> mutation, Random chance) {
            JsonObject copy = event.copy();
            return mutation.test(copy, chance) ? of(fault, deployment, copy) : null;
        }

        @Override
        public String toString() {
            return "'" + fault + "' #" + deployment;
        }
    }
}
