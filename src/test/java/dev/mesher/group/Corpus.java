package dev.mesher.group;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The events that were recorded of one platform's client. */
final class Corpus {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);
    private static final String ENDING = ".jsonl.gz";

    private Corpus() {}

    /** Of which events are recorded. */
    static List<String> platforms() {
        try (Stream<Path> files =
                Files.list(Path.of(Corpus.class.getResource("/grouping").toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<Recorded> of(String platform) {
        try (var in = Corpus.class.getResourceAsStream("/grouping/" + platform + ENDING)) {
            if (in == null) {
                throw new IllegalStateException("no corpus of " + platform);
            }
            return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonObject::new)
                    .map(line -> Recorded.of(
                            line.getString("fault"), line.getInteger("deployment"), line.getJsonObject("event")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
