package dev.mesher.write;

import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/** The statements that store what belongs to an event. The same sent again is stored once. */
final class BelongingStore {
    private static final String ATTACH =
            """
            INSERT INTO attachments
                (project_id, event_id, digest, filename, content_type, kind, size, received_at, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (project_id, event_id, digest) DO NOTHING""";
    private static final String SAY =
            """
            INSERT INTO user_feedback (project_id, event_id, digest, name, email, message, url, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (project_id, event_id, digest) DO NOTHING""";

    private BelongingStore() {}

    static Future<Void> attach(
            SqlConnection transaction, UUID project, UUID event, Instant receivedAt, Attachment attachment) {
        Buffer data = Buffer.buffer(attachment.length())
                .appendBytes(attachment.body(), attachment.offset(), attachment.length());
        return transaction
                .preparedQuery(ATTACH)
                .execute(Tuple.of(project, event, digest(attachment))
                        .addString(attachment.filename())
                        .addString(attachment.contentType())
                        .addString(attachment.kind())
                        .addInteger(attachment.length())
                        .addOffsetDateTime(receivedAt.atOffset(ZoneOffset.UTC))
                        .addBuffer(data))
                .mapEmpty();
    }

    static Future<Void> say(SqlConnection transaction, UUID project, Instant receivedAt, UserFeedback feedback) {
        return transaction
                .preparedQuery(SAY)
                .execute(Tuple.of(project, feedback.eventId(), digest(feedback))
                        .addString(feedback.name())
                        .addString(feedback.email())
                        .addString(feedback.message())
                        .addString(feedback.url())
                        .addOffsetDateTime(receivedAt.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static UUID digest(Attachment attachment) {
        MessageDigest digest = sha256();
        digest.update((attachment.filename() + '\0' + attachment.kind() + '\0').getBytes(StandardCharsets.UTF_8));
        digest.update(attachment.body(), attachment.offset(), attachment.length());
        return uuid(digest);
    }

    private static UUID digest(UserFeedback feedback) {
        String words = feedback.name() + '\0' + feedback.email() + '\0' + feedback.message() + '\0' + feedback.url();
        MessageDigest digest = sha256();
        digest.update(Objects.requireNonNullElse(feedback.id(), "").toString().getBytes(StandardCharsets.UTF_8));
        digest.update(words.getBytes(StandardCharsets.UTF_8));
        return uuid(digest);
    }

    private static UUID uuid(MessageDigest digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
