package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many of each category came in besides error events. The categories are few, whatever a client sends. */
public final class ItemTally {
    /** What one item can claim to stand for. */
    private static final long MOST = 1_000_000;

    private static final int READ_BYTES = 256 * 1024;

    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("transaction", "transaction"),
            Map.entry("session", "session"),
            Map.entry("sessions", "session"),
            Map.entry("span", "span"),
            Map.entry("otel_span", "span"),
            Map.entry("log", "log"),
            Map.entry("otel_log", "log"),
            Map.entry("trace_metric", "metric"),
            Map.entry("statsd", "metric"),
            Map.entry("metric_buckets", "metric"),
            Map.entry("check_in", "check_in"),
            Map.entry("profile", "profile"),
            Map.entry("profile_chunk", "profile"),
            Map.entry("replay_event", "replay"),
            Map.entry("replay_recording", "replay"),
            Map.entry("replay_video", "replay"),
            Map.entry("attachment", "attachment"),
            Map.entry("user_report", "feedback"),
            Map.entry("feedback", "feedback"),
            Map.entry("client_report", "client_report"),
            Map.entry("nel", "nel"),
            Map.entry("form_data", "form_data"),
            Map.entry("unreal_report", "crash_report"));

    /** What clients can say that they threw away, and why. */
    private static final Set<String> DISCARDED = Set.of(
            "default",
            "error",
            "transaction",
            "monitor",
            "span",
            "log_item",
            "log_byte",
            "security",
            "attachment",
            "session",
            "profile",
            "profile_chunk",
            "replay",
            "feedback",
            "user_report",
            "trace_metric",
            "internal");

    private static final Set<String> REASONS = Set.of(
            "queue_overflow",
            "cache_overflow",
            "buffer_overflow",
            "ratelimit_backoff",
            "network_error",
            "send_error",
            "sample_rate",
            "before_send",
            "event_processor",
            "insufficient_data",
            "backpressure",
            "ignored",
            "invalid",
            "internal_sdk_error",
            "no_parent_span");

    private static final String OTHER = "other";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    ItemTally() {}

    /** By category. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    void count(Envelope.Item item) {
        String category = CATEGORIES.getOrDefault(item.type(), OTHER);
        add(
                category,
                item.type().equals("sessions")
                        ? sessions(item)
                        : bounded(item.header().get("item_count"), 1));
        if (category.equals("client_report") && item.length() <= READ_BYTES) {
            discarded(SentryJson.tryObject(item.payload()));
        }
    }

    /** Items of one kind, which came outside of an envelope. */
    public static ItemTally single(String category, long count) {
        ItemTally tally = new ItemTally();
        tally.add(category, count);
        return tally;
    }

    /** Sessions that the client counted itself. */
    private static long sessions(Envelope.Item item) {
        ObjectNode payload = item.length() > READ_BYTES ? null : SentryJson.tryObject(item.payload());
        long sum = 0;
        if (payload != null) {
            for (JsonNode bucket : payload.path("aggregates")) {
                for (String outcome : new String[] {"exited", "errored", "abnormal", "crashed", "unhandled"}) {
                    sum += bounded(bucket.get(outcome), 0);
                }
            }
        }
        return Math.min(MOST, Math.max(1, sum));
    }

    private void discarded(@Nullable JsonNode report) {
        if (report == null) {
            return;
        }
        for (JsonNode each : report.path("discarded_events")) {
            String category = known(DISCARDED, each.path("category").asText());
            String reason = known(REASONS, each.path("reason").asText());
            add("discarded." + category + "." + reason, bounded(each.get("quantity"), 1));
        }
    }

    private void add(String category, long count) {
        if (count > 0) {
            Long unused = counts.merge(category, count, (before, more) -> Math.min(MOST, before + more));
        }
    }

    private static String known(Set<String> names, String name) {
        return names.contains(name) ? name : OTHER;
    }

    private static long bounded(@Nullable JsonNode count, long otherwise) {
        return count != null && count.isIntegralNumber() && count.canConvertToInt()
                ? Math.max(0, Math.min(MOST, count.intValue()))
                : otherwise;
    }
}
