import dev.mesher.told.channel.Channel;
import dev.mesher.told.channel.MessageBody;
import dev.mesher.told.send.Outbound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the HTML of e-mails. Arguments: a file with messages in the webhook's JSON, and the directory for the pages. */
public final class MailPages {
    public static void main(String[] args) throws Exception {
        Channel channel = Channel.of("email", new JsonObject().put("to", new JsonArray().add("ada@example.org")));
        Path directory = Files.createDirectories(Path.of(args[1]));
        for (Object each : new JsonArray(Files.readString(Path.of(args[0])))) {
            JsonObject json = (JsonObject) each;
            Outbound.Mail mail = (Outbound.Mail) channel.outbound(MessageBody.message(json), Instant.now());
            Files.writeString(directory.resolve(json.getString("kind") + ".html"), mail.html());
        }
    }
}
