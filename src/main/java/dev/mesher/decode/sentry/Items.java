package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Attachment;
import dev.mesher.event.Refusal;
import dev.mesher.event.UserFeedback;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an envelope holds, told apart: its event, what belongs to an event, and what is only counted. */
public final class Items {
    /** What an event's own JSON may take. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    /** What the attachments of one envelope may take together. */
    public static final int MAX_ATTACHMENT_BYTES = 20 << 20;

    private static final int NAME_LENGTH = 255;
    private static final int KIND_LENGTH = 64;
    private static final int FEEDBACK_BYTES = 64 * 1024;
    private static final int MOST_FEEDBACK = 20;
    private static final String USUAL_KIND = "event.attachment";
    private static final Set<String> REPORTS = Set.of("security", "raw_security");

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private final Envelope envelope;
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<UserFeedback> feedback = new ArrayList<>();
    private final ItemTally tally = new ItemTally();
    private Envelope.@Nullable Item event;
    private Envelope.@Nullable Item report;

    private Items(Envelope envelope) {
        this.envelope = envelope;
    }

    /**
     * Tells the items of {@code envelope} apart.
     *
     * @throws Refusal 413 when the event or the attachments are too large
     */
    public static Items of(Envelope envelope) {
        Items items = new Items(envelope);
        envelope.items().forEach(items::add);
        return items;
    }

    /** The JSON of the first event; null when there is none. */
    public byte @Nullable [] event() {
        return event == null ? null : event.payload();
    }

    /** The JSON of the first security report; null when there is none, or an event beside it. */
    public byte @Nullable [] report() {
        return report == null || event != null ? null : report.payload();
    }

    /** In the order in which they came. */
    public List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    public List<UserFeedback> feedback() {
        return List.copyOf(feedback);
    }

    /** What there is besides the event. */
    public ItemTally tally() {
        return tally;
    }

    private void add(Envelope.Item item) {
        String type = item.type();
        if (type.equals("event")) {
            checkSize(item);
            event = event == null ? item : event;
        } else if (REPORTS.contains(type)) {
            checkSize(item);
            report = report == null ? item : report;
        } else {
            besides(type, item);
        }
    }

    /** What fails in such an item is not counted, and costs the event nothing. */
    private void besides(String type, Envelope.Item item) {
        try {
            tally.count(item);
            if (type.equals("attachment")) {
                attach(item);
            } else if (type.equals("user_report") || type.equals("feedback")) {
                feedback(item);
            }
        } catch (Refusal tooMuch) {
            throw tooMuch;
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Items.class, "an item beside an event could not be read; it was left out", failure);
        }
    }

    private static void checkSize(Envelope.Item item) {
        if (item.length() > MAX_EVENT_BYTES) {
            throw Refusal.tooLarge("event larger than " + MAX_EVENT_BYTES + " bytes");
        }
    }

    private void attach(Envelope.Item item) {
        SentryFields header = new SentryFields(item.header(), FieldPath.ROOT, new Notes());
        String filename = header.text("filename", NAME_LENGTH);
        String kind = header.text("attachment_type", KIND_LENGTH);
        attachments.add(new Attachment(
                filename == null ? "unnamed" : filename,
                header.text("content_type", NAME_LENGTH),
                kind == null ? USUAL_KIND : kind,
                item.body(),
                item.start(),
                item.length()));
        long together = attachments.stream().mapToLong(Attachment::length).sum();
        if (together > MAX_ATTACHMENT_BYTES) {
            throw Refusal.tooLarge("attachments larger than " + MAX_ATTACHMENT_BYTES + " bytes together");
        }
    }

    /** What is no feedback, or about no event, is only counted. */
    private void feedback(Envelope.Item item) {
        ObjectNode payload = item.length() > FEEDBACK_BYTES ? null : SentryJson.tryObject(item.payload());
        UUID header = envelope.eventId();
        UserFeedback read = payload == null ? null : FeedbackItem.of(item.type(), payload, header);
        if (read != null && feedback.size() < MOST_FEEDBACK) {
            feedback.add(read);
        }
    }
}
