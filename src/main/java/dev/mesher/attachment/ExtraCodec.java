package dev.mesher.attachment;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import dev.mesher.journal.Entry;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * What belongs to an event as an entry of the journal: the length of a head, the head, and the bytes of a file, which are
 * copied but once.
 */
public final class ExtraCodec {
    public static final String ATTACHMENT = "attachment";
    public static final String FEEDBACK = "feedback";

    private static final int VERSION = 1;

    private ExtraCodec() {}

    /** Any number of them for an event: the same stored again is stored once. */
    public static Entry entry(Extra belonging) {
        return new Entry(belonging instanceof Extra.File ? ATTACHMENT : FEEDBACK, null, encode(belonging));
    }

    private static byte[] encode(Extra belonging) {
        WireOut out = new WireOut(VERSION)
                .put(belonging instanceof Extra.File)
                .put(belonging.project())
                .put(belonging.event())
                .put(belonging.receivedAt().toEpochMilli());
        if (belonging instanceof Extra.File file) {
            Attachment attachment = file.attachment();
            out.put(attachment.filename()).put(attachment.contentType()).put(attachment.kind());
            return bytes(out, attachment.body(), attachment.offset(), attachment.length());
        }
        UserFeedback feedback = ((Extra.Said) belonging).feedback();
        out.putOptional(feedback.id())
                .put(feedback.name())
                .put(feedback.email())
                .put(feedback.message())
                .put(feedback.url());
        return bytes(out, new byte[0], 0, 0);
    }

    /** The file's bytes stay where they are. */
    public static Extra decode(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        int length = all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw new IllegalArgumentException("not a length: " + length);
        }
        byte[] head = new byte[length];
        int offset = all.get(head).position();
        WireIn in = new WireIn(Buffer.buffer(head), VERSION);
        boolean file = in.nextFlag();
        UUID project = in.nextId();
        UUID event = in.nextId();
        Instant receivedAt = Instant.ofEpochMilli(in.nextLong());
        if (file) {
            Attachment attachment = new Attachment(
                    in.nextText(), in.nextOptionalText(), in.nextText(), bytes, offset, bytes.length - offset);
            return new Extra.File(project, event, receivedAt, attachment);
        }
        UserFeedback feedback = new UserFeedback(
                in.nextOptionalId(),
                event,
                in.nextOptionalText(),
                in.nextOptionalText(),
                in.nextText(),
                in.nextOptionalText());
        return new Extra.Said(project, receivedAt, feedback);
    }

    private static byte[] bytes(WireOut out, byte[] body, int offset, int length) {
        Buffer head = out.buffer();
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + head.length() + length);
        return all.putInt(head.length())
                .put(head.getBytes())
                .put(body, offset, length)
                .array();
    }
}
