package dev.mesher.told.send;

import dev.mesher.text.OneLine;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** A mail as MIME: text, and the same as HTML. Every header is one line, whatever the texts are. */
final class MailForm extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int MAX_SUBJECT = 250;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

    private final String id;

    private MailForm(Session session, String id) {
        super(session);
        this.id = id;
    }

    /**
     * The mail.
     *
     * @param from the sender's address, whose domain is that of the ids
     */
    static MimeMessage of(Session session, Outbound.Mail mail, String from) throws MessagingException {
        MailForm form = new MailForm(session, id(mail.id(), from));
        form.setFrom(new InternetAddress(from, true));
        for (String to : mail.to()) {
            form.addRecipient(RecipientType.TO, new InternetAddress(to, true));
        }
        form.setSubject(OneLine.of(mail.subject(), MAX_SUBJECT), UTF_8);
        form.setHeader("Date", DATE.format(OffsetDateTime.now(ZoneOffset.UTC)));
        // Programs that answer mails leave these alone.
        form.setHeader("Auto-Submitted", "auto-generated");
        form.setHeader("X-Auto-Response-Suppress", "All");
        form.setHeader("X-Mesher-Message-Id", mail.id().toString());
        form.setHeader("References", id(mail.thread(), from));
        MimeMultipart parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(mail.text(), "plain"));
        parts.addBodyPart(part(mail.html(), "html"));
        form.setContent(parts);
        form.saveChanges();
        return form;
    }

    /** Instead of a random one, so that a mail that was sent twice can be told. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    private static String id(UUID id, String from) {
        return "<" + id + from.substring(from.lastIndexOf('@')) + ">";
    }
}
