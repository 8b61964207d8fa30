package dev.mesher.told.channel;

import dev.mesher.text.MailAddress;
import dev.mesher.text.OneLine;
import dev.mesher.told.send.Outbound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * E-mail, through the SMTP server of the installation.
 *
 * @param to between one and twenty addresses
 */
record EmailChannel(List<String> to) implements Channel {
    static final String KIND = "email";

    private static final int MOST = 20;
    private static final int MAX_SUBJECT = 200;

    static EmailChannel read(SettingFields fields) {
        return new EmailChannel(fields.texts(
                "to", MOST, MailAddress.FORM, "a list of 1 to " + MOST + " e-mail addresses such as a@example.org"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JsonObject settings() {
        return new JsonObject().put("to", new JsonArray(to));
    }

    @Override
    public JsonObject shown() {
        return settings();
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        return new Outbound.Mail(
                message.id(),
                message.origin().episode(),
                to,
                OneLine.of(Wording.subject(message), MAX_SUBJECT),
                MailText.of(message),
                MailHtml.of(message));
    }
}
