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
import org.jspecify.annotations.Nullable;

/** The items of an envelope by kind: its event, its attachments and feedback, and items that are only counted. */
public final class Items {
    /** Most bytes of an event's own JSON, and of a feedback's. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    /** Most bytes of all attachments of one envelope together. */
    public static final int MAX_ATTACHMENT_BYTES = 20 << 20;

    private static final int NAME_LENGTH = 255;
    private static final int KIND_LENGTH = 64;
    private static final int MOST_FEEDBACK = 20;
    private static final String ATTACHMENT = "attachment";
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
     * Sorts the items of {@code envelope} by kind.
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

    /** The counts of all items but the event. */
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

    /**
     * Counts the attachments as left out.
     *
     * @param reason a name without dots
     */
    public void leaveOutAttachments(String reason) {
        tally.leaveOut(ATTACHMENT, attachments.size(), reason);
    }

    /** Reads an item that is no event. An item that cannot be read is left out; the other items are read all the same. */
    private void besides(String type, Envelope.Item item) {
        try {
            tally.count(item);
            if (type.equals(ATTACHMENT)) {
                attach(item);
            } else if (type.equals("user_report") || type.equals("feedback")) {
                String leftOut = feedback(item);
                if (leftOut != null) {
                    tally.leaveOut("feedback", 1, leftOut);
                }
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

    /** Returns why the feedback is left out; null when it is kept. */
    private @Nullable String feedback(Envelope.Item item) {
        if (item.length() > MAX_EVENT_BYTES) {
            return "too_large";
        }
        if (feedback.size() == MOST_FEEDBACK) {
            return "too_many";
        }
        ObjectNode payload = SentryJson.tryObject(item.payload());
        UserFeedback read = payload == null ? null : FeedbackItem.of(item.type(), payload, envelope.eventId());
        if (read == null) {
            return "invalid";
        }
        feedback.add(read);
        return null;
    }
}
