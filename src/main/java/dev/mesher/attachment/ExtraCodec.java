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
 * The form of an {@link Extra} in the journal: the length of a JSON head, the head, and the bytes of a file. The file's
 * bytes are copied only once.
 */
public final class ExtraCodec {
    public static final String ATTACHMENT = "attachment";
    public static final String FEEDBACK = "feedback";

    private static final int VERSION = 2;

    private ExtraCodec() {}

    /** The journal entry. It has no unique key, since storing the same extra twice has no effect. */
    public static Entry entry(Extra extra) {
        return new Entry(extra instanceof Extra.File ? ATTACHMENT : FEEDBACK, null, encode(extra));
    }

    private static byte[] encode(Extra extra) {
        WireOut out = new WireOut(VERSION)
                .put(extra instanceof Extra.File)
                .put(extra.project())
                .put(extra.receivedAt().toEpochMilli());
        if (extra instanceof Extra.File file) {
            Attachment attachment = file.attachment();
            out.put(file.event())
                    .put(attachment.filename())
                    .put(attachment.contentType())
                    .put(attachment.kind());
            return bytes(out, attachment.body(), attachment.offset(), attachment.length());
        }
        UserFeedback feedback = ((Extra.Said) extra).feedback();
        out.putOptional(feedback.id())
                .putOptional(feedback.eventId())
                .put(feedback.name())
                .put(feedback.email())
                .put(feedback.message())
                .put(feedback.url())
                .put(feedback.replayId())
                .put(feedback.contexts());
        return bytes(out, new byte[0], 0, 0);
    }

    /** Reads an entry. The file's bytes are not copied. */
    public static Extra decode(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        int length = all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw new IllegalArgumentException("invalid length: " + length);
        }
        byte[] head = new byte[length];
        int offset = all.get(head).position();
        WireIn in = new WireIn(Buffer.buffer(head), VERSION);
        boolean file = in.nextFlag();
        UUID project = in.nextId();
        Instant receivedAt = Instant.ofEpochMilli(in.nextLong());
        if (file) {
            UUID event = in.nextId();
            Attachment attachment = new Attachment(
                    in.nextText(), in.nextOptionalText(), in.nextText(), bytes, offset, bytes.length - offset);
            return new Extra.File(project, event, receivedAt, attachment);
        }
        UserFeedback feedback = new UserFeedback(
                in.nextOptionalId(),
                in.nextOptionalId(),
                in.nextOptionalText(),
                in.nextOptionalText(),
                in.nextText(),
                in.nextOptionalText(),
                in.nextOptionalText(),
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
