package dev.mesher.told.send;

import dev.mesher.config.SmtpServer;
import dev.mesher.config.SmtpServer.Login;
import dev.mesher.config.SmtpServer.Security;
import dev.mesher.text.OneLine;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One mail, handed to the SMTP server. Blocks. */
final class SmtpDialogue {
    /** The longest wait for one reply. The caller bounds the whole dialogue. */
    private static final String REPLY_MILLIS = "10000";

    private static final int TAKEN = 250;

    private final SmtpServer server;
    private final Session session;
    private final String protocol;

    /**
     * @param tls decides which certificates are trusted
     */
    SmtpDialogue(SmtpServer server, SSLSocketFactory tls, OpenSockets open) {
        this.server = server;
        this.protocol = server.security() == Security.TLS ? "smtps" : "smtp";
        Properties settings = new Properties();
        String prefix = "mail." + protocol + ".";
        settings.put(prefix + "socketFactory", new PlainSockets(open));
        settings.put(prefix + "socketFactory.fallback", "false");
        settings.put(prefix + "ssl.socketFactory", new TlsSockets(tls, open));
        settings.put(prefix + "ssl.checkserveridentity", "true");
        settings.put(prefix + "starttls.enable", startTls(Security.REQUIRED, Security.OPTIONAL));
        settings.put(prefix + "starttls.required", startTls(Security.REQUIRED, Security.REQUIRED));
        settings.put(prefix + "auth", String.valueOf(server.login().isPresent()));
        settings.put(prefix + "auth.mechanisms", "PLAIN LOGIN");
        // A mail that some of the recipients can have is not held back from them.
        settings.put(prefix + "sendpartial", "true");
        settings.put(prefix + "connectiontimeout", REPLY_MILLIS);
        settings.put(prefix + "timeout", REPLY_MILLIS);
        this.session = Session.getInstance(settings);
    }

    private String startTls(Security one, Security other) {
        return String.valueOf(server.security() == one || server.security() == other);
    }

    /** Sends it. */
    Outcome send(Outbound.Mail mail) {
        try (SMTPTransport transport = (SMTPTransport) session.getTransport(protocol)) {
            MimeMessage form = MailForm.of(session, mail, server.from());
            transport.connect(
                    server.host(),
                    server.port(),
                    server.login().map(Login::user).orElse(null),
                    server.login().map(Login::password).orElse(null));
            return send(transport, form);
        } catch (MessagingException failed) {
            return SmtpFailure.outcome(failed, server);
        }
    }

    private Outcome send(SMTPTransport transport, MimeMessage form) throws MessagingException {
        try {
            transport.sendMessage(form, form.getAllRecipients());
            return Outcome.delivered(TAKEN, words(transport.getLastServerResponse()));
        } catch (SendFailedException refused) {
            Address[] reached = refused.getValidSentAddresses();
            if (reached == null || reached.length == 0) {
                throw refused;
            }
            return Outcome.delivered(TAKEN, words("not all recipients were taken: " + SmtpFailure.replies(refused)));
        }
    }

    private static String words(String reply) {
        return OneLine.of(reply, Outcome.MAX_WORDS);
    }
}
