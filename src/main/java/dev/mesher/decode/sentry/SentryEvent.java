package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.NativeEvent;
import dev.mesher.decode.StoredJson;
import dev.mesher.decode.Surrogates;
import dev.mesher.decode.Text;
import dev.mesher.decode.Users;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.StackFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an event that a Sentry client sent into an {@link Event}, and writes the event's JSON at the same time. Any
 * JSON object becomes an event. Unusable parts are left out, parts that are too large are trimmed, and both are noted
 * on the event.
 */
public final class SentryEvent {
    private static final int NAME_LENGTH = NativeEvent.NAME_LENGTH;
    private static final int SHORT_LENGTH = 64;
    private static final int HOST_LENGTH = 256;

    /** Approximate size of the stored JSON beyond that of the received JSON. */
    private static final int MADE_BYTES = 1_024;

    /** What lists show of an event without any text. */
    private static final String UNLABELED = "<unlabeled event>";

    private final SentryFields sent;
    private final Notes notes;
    private final Arrival arrival;
    private final JsonGenerator out;

    private SentryEvent(SentryFields sent, Arrival arrival, JsonGenerator out) {
        this.sent = sent;
        this.notes = sent.notes();
        this.arrival = arrival;
        this.out = out;
    }

    /**
     * Decodes an event.
     *
     * @throws dev.mesher.event.Refusal 400 when {@code json} is not a JSON object
     */
    public static Event decode(byte[] json, Arrival arrival) {
        Notes notes = new Notes();
        return decode(read(json, notes), arrival, notes, json.length);
    }

    /**
     * The content of a store request.
     *
     * @param event null when it is a transaction, which is not an error
     */
    public record Stored(UUID eventId, @Nullable Event event) {}

    /**
     * Decodes the body of a store request, which may also be a transaction.
     *
     * @throws dev.mesher.event.Refusal 400 when {@code json} is not a JSON object
     */
    public static Stored decodeStored(byte[] json, Arrival arrival) {
        Notes notes = new Notes();
        ObjectNode sent = read(json, notes);
        UUID named = EventIds.parse(sent.get("event_id"));
        UUID id = named == null ? arrival.ids().get() : named;
        boolean transaction = sent.path("type").asText().equals("transaction");
        Arrival known = new Arrival(arrival.receivedAt(), arrival.sentAt(), id, arrival.clientAddress(), arrival.ids());
        return new Stored(id, transaction ? null : decode(sent, known, notes, json.length));
    }

    /**
     * Decodes a tree.
     *
     * @param sent may be modified
     */
    static Event decode(ObjectNode sent, Arrival arrival) {
        boolean unused = Surrogates.mend(sent);
        return decode(sent, arrival, new Notes(), 0);
    }

    private static ObjectNode read(byte[] json, Notes notes) {
        ObjectNode sent = SentryJson.event(json, notes);
        if (Surrogates.mayBeLone(json)) {
            boolean unused = Surrogates.mend(sent);
        }
        return sent;
    }

    /**
     * Decodes a tree.
     *
     * @param notes has the notes on what was left out before
     * @param bytes size of the received JSON
     */
    private static Event decode(ObjectNode sent, Arrival arrival, Notes notes, int bytes) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(bytes + bytes / 8 + MADE_BYTES);
        try (JsonGenerator out = EventJson.generator(json)) {
            return new SentryEvent(new SentryFields(sent, FieldPath.ROOT, notes), arrival, out).event(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Event event(ByteArrayOutputStream json) throws IOException {
        EventTime time = EventTime.of(arrival, notes);
        UUID id = eventId();
        out.writeStartObject();
        out.writeStringField("event_id", id.toString());
        out.writeStringField("timestamp", time.ofEvent(sent.any("timestamp")).toString());
        String platform = platform();
        Level level = Levels.of(sent.any("level"), platform, notes);
        out.writeStringField("level", level.wireName());
        out.writeStringField("platform", platform);
        String logger = sent.write(out, "logger", NAME_LENGTH);
        String transaction = sent.write(out, "transaction", NAME_LENGTH);
        String culprit = sent.write(out, "culprit", NAME_LENGTH);
        String serverName = sent.write(out, "server_name", HOST_LENGTH);
        String release = sent.write(out, "release", NAME_LENGTH);
        String unusedDist = sent.write(out, "dist", SHORT_LENGTH);
        LogEntry.Written said = LogEntry.write(out, sent);
        List<Exceptions.Written> chain = Exceptions.write(
                out, first("exception", "sentry.interfaces.Exception"), sent.any("main_exception_id"), notes);
        List<ExceptionInfo> exceptions =
                chain.stream().map(Exceptions.Written::info).toList();
        List<StackFrame> frames = stack(chain, Threads.write(out, sent.any("threads"), notes));
        Breadcrumbs.write(out, first("breadcrumbs", "sentry.interfaces.Breadcrumbs"), time, notes);
        Map<String, String> tags = Tags.of(sent.any("tags"), notes);
        String environment = environment(tags);
        write("tags", tags);
        List<String> fingerprint = fingerprint();
        UUID userHash = user();
        Sections sections = new Sections(out, sent);
        sections.writeKnown();
        sections.writeOthers();
        String message = message(said, exceptions);
        if (!notes.asJson().isEmpty()) {
            out.writeFieldName("notes");
            EventJson.write(out, notes.asJson());
        }
        out.writeEndObject();
        out.flush();
        return new Event(
                id,
                platform,
                level,
                message,
                said == null ? null : said.template(),
                transaction,
                culprit,
                logger,
                serverName == null ? null : Text.column(serverName, NAME_LENGTH),
                exceptions,
                frames,
                fingerprint,
                Collections.unmodifiableMap(tags),
                userHash,
                environment,
                release,
                null,
                json.toByteArray());
    }

    private UUID eventId() {
        UUID inHeader = arrival.eventId();
        UUID own = inHeader == null ? EventIds.parse(sent.any("event_id")) : inHeader;
        if (own == null && sent.any("event_id") != null) {
            notes.add("event_id", "not a valid id, replaced by a new one");
        }
        return own == null ? arrival.ids().get() : own;
    }

    private String platform() {
        String named = sent.name("platform", SHORT_LENGTH);
        return named == null ? "other" : named;
    }

    /**
     * Writes {@code exception} and {@code stacktrace} as pointers to the last exception and its stack trace. If that
     * has no stack trace, the event's own one is written, or a pointer to a thread's. Returns the frames.
     */
    private List<StackFrame> stack(List<Exceptions.Written> chain, List<Threads.Written> threads) throws IOException {
        int last = chain.size() - 1;
        Exceptions.Written thrown = last < 0 ? null : chain.get(last);
        if (thrown != null && (thrown.info().typeName() != null || thrown.info().value() != null)) {
            out.writeStringField("exception", StoredJson.exceptionAt(last));
        }
        if (thrown != null && thrown.hasStack()) {
            out.writeStringField("stacktrace", StoredJson.stackOfException(last));
            return thrown.info().frames();
        }
        List<StackFrame> ownStack = ownStack();
        if (ownStack != null) {
            return ownStack;
        }
        int shown = Threads.shown(threads, thrown == null ? null : thrown.threadId());
        List<StackFrame> frames = shown < 0 ? null : threads.get(shown).frames();
        if (frames == null) {
            return List.of();
        }
        out.writeStringField("stacktrace", StoredJson.stackOfThread(shown));
        return frames;
    }

    /**
     * Writes the stack trace at the top of the event, where some old clients put it. Returns its frames; null when
     * there is none.
     */
    private @Nullable List<StackFrame> ownStack() throws IOException {
        JsonNode stack = first("stacktrace", "sentry.interfaces.Stacktrace");
        return stack == null ? null : Frames.write(out, stack, FieldPath.of("stacktrace"), notes);
    }

    /** Writes the environment. Old clients send it as a tag, which is then removed from {@code tags}. */
    private @Nullable String environment(Map<String, String> tags) throws IOException {
        String environment = sent.write(out, "environment", SHORT_LENGTH);
        String tag = environment == null ? tags.remove("environment") : null;
        if (tag != null) {
            out.writeStringField("environment", tag);
        }
        return tag == null || tag.isEmpty() ? environment : tag;
    }

    private void write(String name, Map<String, String> texts) throws IOException {
        if (!texts.isEmpty()) {
            out.writeObjectFieldStart(name);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                out.writeStringField(text.getKey(), text.getValue());
            }
            out.writeEndObject();
        }
    }

    private List<String> fingerprint() throws IOException {
        List<String> parts = Fingerprints.of(sent);
        if (!parts.isEmpty()) {
            out.writeArrayFieldStart("fingerprint");
            for (String part : parts) {
                out.writeString(part);
            }
            out.writeEndArray();
        }
        return parts;
    }

    private @Nullable UUID user() throws IOException {
        ObjectNode user = User.of(userOwner(), UserAddress.of(sent, arrival.clientAddress()));
        if (!user.isEmpty()) {
            out.writeFieldName("user_context");
            EventJson.write(out, user);
        }
        return Users.hash(user);
    }

    private SentryFields userOwner() {
        JsonNode legacy = sent.any("sentry.interfaces.User");
        if (legacy == null || sent.any("user") != null) {
            return sent;
        }
        ObjectNode owner = JsonNodeFactory.instance.objectNode();
        JsonNode unused = owner.set("user", legacy);
        return new SentryFields(owner, FieldPath.ROOT, notes);
    }

    /** The message for lists, which must not be empty. */
    private String message(LogEntry.@Nullable Written said, List<ExceptionInfo> exceptions) throws IOException {
        String message = NativeEvent.shown(said == null ? null : said.message(), exceptions);
        if (message != null && !message.isBlank()) {
            return message;
        }
        out.writeStringField("message", UNLABELED);
        return UNLABELED;
    }

    private @Nullable JsonNode first(String name, String legacyName) {
        JsonNode value = sent.any(name);
        return value == null ? sent.any(legacyName) : value;
    }
}
