package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import dev.mesher.text.SearchPattern;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What browsers report when a page breaks its content security policy, one by one ({@code csp-report}) or as a list
 * (Reporting API); each becomes an event, grouped by the rule and by who was kept out.
 */
public final class SecurityReports {
    private static final int MOST = 100;
    private static final int LENGTH = 1_024;

    private static final SearchPattern FROM_QUERY = SearchPattern.of("(?s)[?#].*+", LENGTH);
    private static final SearchPattern FROM_SCHEME_OR_QUERY = SearchPattern.of("(?s)[:?#].*+", LENGTH);

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private final Arrival arrival;
    private final @Nullable String release;
    private final @Nullable String environment;
    private final List<Event> events = new ArrayList<>();
    private int others;

    private SecurityReports(Arrival arrival, @Nullable String release, @Nullable String environment) {
        this.arrival = arrival;
        this.release = release;
        this.environment = environment;
    }

    /**
     * The reports in {@code json}.
     *
     * @throws Refusal 400 when it holds none of any kind, 413 for too many
     */
    public static SecurityReports decode(
            byte[] json, Arrival arrival, @Nullable String release, @Nullable String environment) {
        SecurityReports reports = new SecurityReports(arrival, release, environment);
        JsonNode sent = SentryJson.read(json);
        if (sent.size() > MOST && sent.isArray()) {
            throw Refusal.tooLarge("more than " + MOST + " reports in one request");
        }
        if (sent instanceof ObjectNode single) {
            reports.add(single);
        } else if (sent.isArray() && !sent.isEmpty()) {
            sent.forEach(each ->
                    reports.add(each instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode()));
        } else {
            throw Refusal.malformed("security report: expected an object, or a list of objects");
        }
        return reports;
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Reports of another kind. */
    public int others() {
        return others;
    }

    private void add(ObjectNode sent) {
        ObjectNode report = null;
        if (sent.get("csp-report") instanceof ObjectNode old) {
            report = old;
        } else if (sent.path("type").asText().equals("csp-violation") && sent.get("body") instanceof ObjectNode body) {
            report = body;
        }
        if (report == null) {
            others++;
        } else {
            take(report, sent);
        }
    }

    /** One that cannot be read is counted as one of another kind, and costs the others nothing. */
    private void take(ObjectNode report, ObjectNode sent) {
        try {
            events.add(event(new SentryFields(report, FieldPath.of("csp"), new Notes()), sent));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(SecurityReports.class, "a security report could not be read; it was left out", failure);
            others++;
        }
    }

    private Event event(SentryFields report, ObjectNode sent) {
        String directive = directive(report);
        String blocked = either(report, "blocked-uri", "blockedURL");
        String source = source(blocked);
        String page = either(report, "document-uri", "documentURL");
        String shown = source.isEmpty() ? "inline code" : source;
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("platform", "other")
                .put("logger", "csp")
                .put("message", "Blocked by '" + directive + "': " + shown);
        ArrayNode unusedParts =
                event.putArray("fingerprint").add("csp").add(directive).add(source);
        ObjectNode unusedTags = event.putObject("tags")
                .put("effective-directive", directive)
                .put("blocked-uri", blocked == null ? "" : blocked);
        if (page != null) {
            ObjectNode unusedRequest = event.putObject("request").put("url", page);
        }
        if (release != null) {
            ObjectNode unusedRelease = event.put("release", release);
        }
        if (environment != null) {
            ObjectNode unusedEnvironment = event.put("environment", environment);
        }
        if (arrival.clientAddress() != null) {
            ObjectNode unusedUser = event.putObject("user").put("ip_address", "{{auto}}");
        }
        JsonNode unused = event.set("csp", report.node());
        copyText(sent, event, "user_agent");
        return SentryEvent.decode(
                event, new Arrival(arrival.receivedAt(), null, null, arrival.clientAddress(), arrival.ids()));
    }

    private static void copyText(ObjectNode from, ObjectNode to, String name) {
        if (from.path(name).isTextual()) {
            JsonNode unused = to.set(name, from.get(name));
        }
    }

    /** Without the sources that the old form writes after it. */
    private static String directive(SentryFields report) {
        String effective = either(report, "effective-directive", "effectiveDirective");
        String violated = effective == null ? report.text("violated-directive", LENGTH) : effective;
        String name = violated == null ? "" : violated.strip();
        int space = name.indexOf(' ');
        name = space < 0 ? name : name.substring(0, space);
        return name.isEmpty() ? "unknown" : name.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String either(SentryFields report, String old, String current) {
        String text = report.text(old, LENGTH);
        return text == null ? report.text(current, LENGTH) : text;
    }

    /** Scheme and host of a URL, or the keyword that stands for one; empty for code in the page itself. */
    private static String source(@Nullable String blocked) {
        if (blocked == null || blocked.equals("self") || blocked.equals("inline")) {
            return "";
        }
        try {
            URI uri = URI.create(blocked);
            return uri.getHost() == null
                    ? FROM_SCHEME_OR_QUERY.replaceFirst(blocked, "")
                    : uri.getScheme() + "://" + uri.getHost();
        } catch (IllegalArgumentException noUrl) {
            return FROM_QUERY.replaceFirst(blocked, "");
        }
    }
}
