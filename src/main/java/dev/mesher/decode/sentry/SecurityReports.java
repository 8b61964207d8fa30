package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports that browsers send by themselves, one by one or as a list (Reporting API). Each report becomes an event. Reports on
 * a content security policy are grouped by the directive and by who was kept out, reports on a certificate by the host.
 */
public final class SecurityReports {
    private static final int MOST = 100;
    private static final int LENGTH = 1_024;

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

    /** The number of reports of other kinds. They are only counted. */
    public int others() {
        return others;
    }

    private void add(ObjectNode sent) {
        ObjectNode policy = policy(sent);
        CertificateReport certificate = CertificateReport.in(sent);
        if (policy != null) {
            take(() -> event(new SentryFields(policy, FieldPath.of("csp"), new Notes()), sent));
        } else if (certificate != null) {
            take(() -> event(certificate, sent));
        } else {
            others++;
        }
    }

    /** The report on a content security policy; null when there is none. */
    private static @Nullable ObjectNode policy(ObjectNode sent) {
        if (sent.get("csp-report") instanceof ObjectNode old) {
            return old;
        }
        return sent.path("type").asText().equals("csp-violation") && sent.get("body") instanceof ObjectNode body
                ? body
                : null;
    }

    /** Adds the event. A report that cannot be read is counted as another kind; the other reports are read all the same. */
    private void take(Supplier<Event> report) {
        try {
            events.add(report.get());
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(SecurityReports.class, "a security report could not be read; it was left out", failure);
            others++;
        }
    }

    private Event event(SentryFields report, ObjectNode sent) {
        String directive = directive(report);
        String blocked = either(report, "blocked-uri", "blockedURL");
        String document = either(report, "document-uri", "documentURL");
        String page =
                document == null ? new SentryFields(sent, FieldPath.ROOT, new Notes()).text("url", LENGTH) : document;
        String source = source(blocked, page);
        String shown = source.isEmpty() ? "inline code" : source;
        ObjectNode event = event("csp", "Blocked by '" + directive + "': " + shown, directive, source);
        ObjectNode unusedTags = event.putObject("tags")
                .put("effective-directive", directive)
                .put("blocked-uri", blocked == null ? "" : blocked);
        if (page != null) {
            ObjectNode unusedRequest = event.putObject("request").put("url", page);
        }
        return decoded(event, "csp", report.node(), sent);
    }

    private Event event(CertificateReport report, ObjectNode sent) {
        String host = report.host();
        ObjectNode event = event(report.kind(), report.failure() + " for '" + host + "'", host);
        ObjectNode unusedTags = event.putObject("tags").put("hostname", host);
        return decoded(event, report.kind(), report.report(), sent);
    }

    private ObjectNode event(String kind, String message, String... grouping) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("platform", "other")
                .put("logger", kind)
                .put("message", message);
        ArrayNode fingerprint = event.putArray("fingerprint").add(kind);
        for (String part : grouping) {
            ArrayNode unused = fingerprint.add(part);
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
        return event;
    }

    private Event decoded(ObjectNode event, String kind, ObjectNode report, ObjectNode sent) {
        JsonNode unused = event.set(kind, report);
        copyText(sent, event, "user_agent");
        return SentryEvent.decode(
                event, new Arrival(arrival.receivedAt(), null, null, arrival.clientAddress(), arrival.ids()));
    }

    private static void copyText(ObjectNode from, ObjectNode to, String name) {
        if (from.path(name).isTextual()) {
            JsonNode unused = to.set(name, from.get(name));
        }
    }

    /** The directive that was broken, without the sources that the old form of a report writes after it. */
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

    /**
     * Who was kept out: scheme and host of a URL, or a keyword such as {@code eval}. Empty for code in the page itself.
     *
     * @param page where a relative URL belongs to
     */
    private static String source(@Nullable String blocked, @Nullable String page) {
        String text = blocked == null ? "" : Text.trimmed(blocked);
        if (text.isEmpty() || text.equalsIgnoreCase("self") || text.equalsIgnoreCase("inline")) {
            return "";
        }
        String origin = Origin.of(text).text();
        if (!origin.isEmpty()) {
            return origin;
        }
        String own = page == null ? "" : Origin.of(page).text();
        return own.isEmpty() ? "self" : own;
    }
}
