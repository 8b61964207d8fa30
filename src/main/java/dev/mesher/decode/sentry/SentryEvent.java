package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as Sentry's clients send it, translated into Mesher's own format. Whatever is in it, something is made of it:
 * what is not usable is left out, what is too large is trimmed, and both are noted on the event.
 */
public final class SentryEvent {
    private static final int NAME_LENGTH = 200;
    private static final int SHORT_LENGTH = 64;
    private static final int HOST_LENGTH = 256;
    private static final int DEPTH = 8;
    private static final int FIELD_CHARACTERS = 16 * 1024;
    private static final int SECTION_CHARACTERS = 256 * 1024;

    /** What lists show of an event that says nothing. */
    private static final String UNLABELED = "<unlabeled event>";

    /** Fields that are read one by one; any other is kept as it is. */
    private static final Set<String> READ = Set.of(
            "event_id",
            "timestamp",
            "platform",
            "level",
            "logger",
            "transaction",
            "culprit",
            "server_name",
            "release",
            "dist",
            "environment",
            "message",
            "logentry",
            "sentry.interfaces.Message",
            "exception",
            "sentry.interfaces.Exception",
            "stacktrace",
            "sentry.interfaces.Stacktrace",
            "threads",
            "breadcrumbs",
            "sentry.interfaces.Breadcrumbs",
            "tags",
            "user",
            "sentry.interfaces.User",
            "request",
            "sentry.interfaces.Http",
            "contexts",
            "extra",
            "modules",
            "sdk",
            "fingerprint",
            "checksum",
            "debug_meta");

    /** Names that mean something else in Mesher's format. */
    private static final Set<String> RESERVED =
            Set.of("exceptions", "user_context", "sdk_name", "sdk_version", "session_id", "notes", "user_feedback");

    private final ObjectNode event = JsonNodeFactory.instance.objectNode();
    private final Notes notes;
    private final SentryFields sent;
    private final Arrival arrival;

    private SentryEvent(ObjectNode sent, Arrival arrival, Notes notes) {
        this.notes = notes;
        this.sent = new SentryFields(sent, "", notes);
        this.arrival = arrival;
    }

    /**
     * The event in {@code json}.
     *
     * @throws dev.mesher.event.Refusal 400 when it is no JSON object
     */
    public static Event decode(byte[] json, Arrival arrival) {
        Notes notes = new Notes();
        return decode(SentryJson.event(json, notes), arrival, notes);
    }

    /**
     * What a store request holds.
     *
     * @param event null when it is a transaction, which is no error
     */
    public record Stored(UUID eventId, @Nullable Event event) {}

    /**
     * The same for a store request, which may also hold a transaction.
     *
     * @throws dev.mesher.event.Refusal 400 when it is no JSON object
     */
    public static Stored decodeStored(byte[] json, Arrival arrival) {
        Notes notes = new Notes();
        ObjectNode sent = SentryJson.event(json, notes);
        UUID named = EventIds.parse(sent.get("event_id"));
        UUID id = named == null ? arrival.ids().get() : named;
        boolean transaction = sent.path("type").asText().equals("transaction");
        Arrival known = new Arrival(arrival.receivedAt(), arrival.sentAt(), id, arrival.clientAddress(), arrival.ids());
        return new Stored(id, transaction ? null : decode(sent, known, notes));
    }

    /** @param notes on what was left out already */
    static Event decode(ObjectNode sent, Arrival arrival, Notes notes) {
        return NativeEvent.decode(new SentryEvent(sent, arrival, notes).translated());
    }

    private ObjectNode translated() {
        EventTime time = EventTime.of(arrival, notes);
        ObjectNode unused = event.put("event_id", eventId().toString())
                .put("timestamp", time.ofEvent(sent.any("timestamp")).toString())
                .put("level", Levels.of(sent.any("level"), notes).wireName());
        heads();
        LogEntry.translate(sent, event);
        stacks();
        put("breadcrumbs", Breadcrumbs.of(first("breadcrumbs", "sentry.interfaces.Breadcrumbs"), time, notes));
        ObjectNode tags = Tags.of(sent.any("tags"), notes);
        environment(tags);
        put("tags", tags);
        put("fingerprint", Fingerprints.of(sent));
        surroundings();
        others();
        label();
        if (!notes.asJson().isEmpty()) {
            JsonNode unusedNotes = event.set("notes", notes.asJson());
        }
        return event;
    }

    private UUID eventId() {
        UUID inHeader = arrival.eventId();
        UUID own = inHeader == null ? EventIds.parse(sent.any("event_id")) : inHeader;
        if (own == null && sent.any("event_id") != null) {
            notes.add("event_id", "not an id; it has a new one");
        }
        return own == null ? arrival.ids().get() : own;
    }

    private void heads() {
        ObjectNode unused = event.put("platform", or(sent.text("platform", SHORT_LENGTH), "other"));
        sent.copyText(event, "logger", NAME_LENGTH);
        sent.copyText(event, "transaction", NAME_LENGTH);
        sent.copyText(event, "culprit", NAME_LENGTH);
        sent.copyText(event, "server_name", HOST_LENGTH);
        sent.copyText(event, "release", NAME_LENGTH);
        sent.copyText(event, "dist", SHORT_LENGTH);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    /** Old clients say it in a tag. */
    private void environment(ObjectNode tags) {
        sent.copyText(event, "environment", SHORT_LENGTH);
        if (!event.has("environment") && tags.path("environment").isTextual()) {
            JsonNode unused = event.set("environment", tags.remove("environment"));
        }
    }

    /** The chain, and what was thrown; its stack is the event's, or else the one that stands beside it. */
    private void stacks() {
        ArrayNode chain = Exceptions.of(first("exception", "sentry.interfaces.Exception"), notes);
        ArrayNode threads = Threads.of(sent.any("threads"), notes);
        JsonNode thrown = chain.isEmpty() ? JsonNodeFactory.instance.objectNode() : chain.get(chain.size() - 1);
        put("exceptions", chain);
        put("threads", threads);
        if (thrown.has("type_name") || thrown.has("value")) {
            ObjectNode exception = event.putObject("exception");
            for (String name : List.of("type_name", "value", "module_name")) {
                JsonNode part = thrown.get(name);
                if (part != null) {
                    JsonNode unused = exception.set(name, part);
                }
            }
        }
        JsonNode stack = thrown.get("stacktrace");
        stack = stack == null ? besides() : stack;
        stack = stack == null ? Threads.stack(threads, text(thrown.get("thread_id"))) : stack;
        if (stack != null) {
            JsonNode unused = event.set("stacktrace", stack);
        }
    }

    /** Of clients that knew no other place. */
    private @Nullable JsonNode besides() {
        JsonNode stack = first("stacktrace", "sentry.interfaces.Stacktrace");
        return stack == null ? null : Frames.of(stack, "stacktrace", notes);
    }

    private void surroundings() {
        JsonNode settings = sent.node().path("sdk").path("settings");
        put(
                "user_context",
                User.of(
                        userOwner(),
                        arrival.clientAddress(),
                        settings.path("infer_ip").asText().equals("auto")));
        section("contexts", "contexts");
        section("request", "request");
        section("sentry.interfaces.Http", "request");
        section("extra", "extra");
        section("modules", "modules");
        section("debug_meta", "debug_meta");
        SentryFields sdk = sent.object("sdk");
        if (sdk != null) {
            sdk.copyText(event, "name", "sdk_name", NAME_LENGTH);
            sdk.copyText(event, "version", "sdk_version", NAME_LENGTH);
            section("sdk", "sdk");
        }
    }

    private SentryFields userOwner() {
        JsonNode legacy = sent.any("sentry.interfaces.User");
        if (legacy == null || sent.any("user") != null) {
            return sent;
        }
        ObjectNode owner = JsonNodeFactory.instance.objectNode();
        JsonNode unused = owner.set("user", legacy);
        return new SentryFields(owner, "", notes);
    }

    /** An object whose fields are kept, each up to its limit. */
    private void section(String name, String newName) {
        SentryFields object = sent.object(name);
        if (object != null && !event.has(newName)) {
            put(newName, SizeBudget.fitFields(object, DEPTH, FIELD_CHARACTERS * 2, SECTION_CHARACTERS));
        }
    }

    private void others() {
        SizeBudget room = new SizeBudget(DEPTH, SECTION_CHARACTERS);
        for (Map.Entry<String, JsonNode> field : sent.node().properties()) {
            String name = field.getKey();
            if (READ.contains(name) || field.getValue().isNull()) {
                continue;
            }
            if (RESERVED.contains(name) || event.has(name)) {
                notes.add(name, "left out: the name is taken");
            } else {
                sent.copyAny(event, name, room);
            }
        }
    }

    /** Lists need something to show. */
    private void label() {
        JsonNode exception = event.path("exception");
        boolean speaks = event.has("message")
                || !exception.path("value").asText().isBlank()
                || !exception.path("type_name").asText().isBlank();
        if (!speaks) {
            ObjectNode unused = event.put("message", UNLABELED);
        }
    }

    private @Nullable JsonNode first(String name, String legacyName) {
        JsonNode value = sent.any(name);
        return value == null ? sent.any(legacyName) : value;
    }

    /** Nothing that is empty. */
    private void put(String name, JsonNode value) {
        if (!value.isEmpty()) {
            JsonNode unused = event.set(name, value);
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.asText();
    }
}
