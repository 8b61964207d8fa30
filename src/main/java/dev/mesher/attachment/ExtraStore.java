package dev.mesher.attachment;

import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that store extras. Storing the same one again has no effect. */
public final class ExtraStore {
    private static final String ATTACH =
            """
            INSERT INTO attachments
                (project_id, event_id, digest, filename, content_type, kind, size, received_at, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (project_id, event_id, digest) DO NOTHING""";
    private static final String SAY =
            """
            INSERT INTO user_feedback
                (id, project_id, feedback_id, event_id, name, email, message, url, replay_id, contexts, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::json, $11)
            ON CONFLICT (id) DO NOTHING""";

    private ExtraStore() {}

    /** Stores an extra. Fails when its project does not exist. */
    public static Future<Void> store(SqlClient client, Extra extra) {
        if (extra instanceof Extra.File file) {
            return attach(client, file);
        }
        return say(client, (Extra.Said) extra);
    }

    private static Future<Void> attach(SqlClient client, Extra.File file) {
        Attachment attachment = file.attachment();
        Buffer data = Buffer.buffer(attachment.length())
                .appendBytes(attachment.body(), attachment.offset(), attachment.length());
        return client.preparedQuery(ATTACH)
                .execute(Tuple.of(file.project(), file.event(), digest(attachment))
                        .addString(attachment.filename())
                        .addString(attachment.contentType())
                        .addString(attachment.kind())
                        .addInteger(attachment.length())
                        .addOffsetDateTime(file.receivedAt().atOffset(ZoneOffset.UTC))
                        .addBuffer(data))
                .mapEmpty();
    }

    private static Future<Void> say(SqlClient client, Extra.Said said) {
        UserFeedback feedback = said.feedback();
        return client.preparedQuery(SAY)
                .execute(Tuple.of(id(said), said.project(), feedback.id(), feedback.eventId())
                        .addString(feedback.name())
                        .addString(feedback.email())
                        .addString(feedback.message())
                        .addString(feedback.url())
                        .addString(feedback.replayId())
                        .addString(feedback.contexts())
                        .addOffsetDateTime(said.receivedAt().atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static UUID digest(Attachment attachment) {
        MessageDigest digest = sha256();
        digest.update((attachment.filename() + '\0' + attachment.kind() + '\0').getBytes(StandardCharsets.UTF_8));
        digest.update(attachment.body(), attachment.offset(), attachment.length());
        return uuid(digest);
    }

    /** A hash of the project, the client's id, the event and the words: feedback that is sent again has the same id. */
    private static UUID id(Extra.Said said) {
        UserFeedback feedback = said.feedback();
        String all = Stream.of(
                        said.project(),
                        feedback.id(),
                        feedback.eventId(),
                        feedback.name(),
                        feedback.email(),
                        feedback.message(),
                        feedback.url())
                .map(part -> Objects.toString(part, ""))
                .collect(Collectors.joining("\0"));
        MessageDigest digest = sha256();
        digest.update(all.getBytes(StandardCharsets.UTF_8));
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
