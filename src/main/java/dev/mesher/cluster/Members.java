package dev.mesher.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What the other nodes announced of themselves, and when. Thread-safe. */
final class Members {
    private record Heard(NodeFacts facts, long nanos) {}

    private final LongSupplier nanoClock;
    private final long silenceNanos;
    private final Map<String, Heard> byName = new HashMap<>();

    /** Takes the silence after which an announcement no longer counts, and a monotonic clock. */
    Members(Duration silence, LongSupplier nanoClock) {
        this.silenceNanos = silence.toNanos();
        this.nanoClock = nanoClock;
    }

    synchronized void heard(NodeFacts facts) {
        byName.put(facts.name(), new Heard(facts, nanoClock.getAsLong()));
    }

    /** What that node announced last. Empty when it has been silent for too long. */
    synchronized Optional<NodeFacts> facts(String name) {
        return Optional.ofNullable(byName.get(name))
                .filter(heard -> nanoClock.getAsLong() - heard.nanos <= silenceNanos)
                .map(Heard::facts);
    }

    /** The peers that announced themselves, are not in {@code present}, and did not announce that they leave. */
    synchronized List<String> lost(Collection<String> present) {
        List<String> lost = new ArrayList<>();
        byName.forEach((name, heard) -> {
            if (!heard.facts.leaving() && !present.contains(name)) {
                lost.add(name);
            }
        });
        return lost.stream().sorted().toList();
    }
}
