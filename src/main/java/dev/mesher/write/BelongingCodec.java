package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What belongs to an event as bytes, for the journal: a head, and beside it the bytes of a file. */
final class BelongingCodec {
    private static final int VERSION = 1;

    private BelongingCodec() {}

    static byte[] head(Belonging belonging) {
        WireOut out = new WireOut(VERSION)
                .put(belonging instanceof Belonging.File)
                .put(belonging.project())
                .put(belonging.event())
                .put(belonging.receivedAt().toEpochMilli());
        if (belonging instanceof Belonging.File file) {
            Attachment attachment = file.attachment();
            out.put(attachment.filename()).put(attachment.contentType()).put(attachment.kind());
        } else if (belonging instanceof Belonging.Said said) {
            UserFeedback feedback = said.feedback();
            out.putOptional(feedback.id())
                    .put(feedback.name())
                    .put(feedback.email())
                    .put(feedback.message())
                    .put(feedback.url());
        }
        return out.buffer().getBytes();
    }

    /** Empty for what is no file. */
    static byte[] data(Belonging belonging) {
        if (belonging instanceof Belonging.File file) {
            Attachment attachment = file.attachment();
            return Arrays.copyOfRange(
                    attachment.body(), attachment.offset(), attachment.offset() + attachment.length());
        }
        return new byte[0];
    }

    static Belonging decode(byte[] head, byte[] data) {
        WireIn in = new WireIn(Buffer.buffer(head), VERSION);
        boolean file = in.nextFlag();
        UUID project = in.nextId();
        UUID event = in.nextId();
        Instant receivedAt = Instant.ofEpochMilli(in.nextLong());
        if (file) {
            String filename = in.nextText();
            String contentType = in.nextOptionalText();
            Attachment attachment = new Attachment(filename, contentType, in.nextText(), data, 0, data.length);
            return new Belonging.File(project, event, receivedAt, attachment);
        }
        UUID id = in.nextOptionalId();
        String name = in.nextOptionalText();
        String email = in.nextOptionalText();
        String message = in.nextText();
        @Nullable String url = in.nextOptionalText();
        return new Belonging.Said(project, receivedAt, new UserFeedback(id, event, name, email, message, url));
    }
}
