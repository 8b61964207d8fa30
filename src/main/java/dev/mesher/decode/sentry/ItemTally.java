package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the items besides error events by category. A client cannot invent a category, so there are few of them. */
public final class ItemTally {
    /** Largest count that one item can give itself. */
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

    /** The categories of items that clients report as discarded. */
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

    /** The reasons that clients give for it. */
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

    /** The categories whose items are stored. Each of their items counts as one. */
    private static final Set<String> KEPT = Set.of("attachment", "feedback");

    private static final String OTHER = "other";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    ItemTally() {}

    /** The counts by category. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    void count(Envelope.Item item) {
        String category = CATEGORIES.getOrDefault(item.type(), OTHER);
        add(
                category,
                item.type().equals("sessions")
                        ? sessions(item)
                        : KEPT.contains(category) ? 1 : bounded(item.header().get("item_count"), 1));
        if (category.equals("client_report") && item.length() <= READ_BYTES) {
            discarded(SentryJson.tryObject(item.payload()));
        }
    }

    /**
     * Moves items that were counted, but are not kept, from their category to {@code category.reason}.
     *
     * @param reason a name without dots
     */
    void leaveOut(String category, long count, String reason) {
        long before = counts.getOrDefault(category, 0L);
        long moved = Math.min(count, before);
        Long unused = counts.remove(category);
        add(category, before - moved);
        add(category + '.' + reason, moved);
    }

    /** The count of items of one category that came outside of an envelope. */
    public static ItemTally single(String category, long count) {
        ItemTally tally = new ItemTally();
        tally.add(category, count);
        return tally;
    }

    /** The number of sessions that the client counted. */
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
