package dev.mesher.told.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on a loopback port. It knows one user, and refuses recipients at {@code refused.example}. */
public final class SmtpReceiver implements AutoCloseable {
    public static final String USER = "mailer";
    public static final String PASSWORD = "hu:sh@1";

    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final List<String> recipients = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    /**
     * @param settings how the connection is encrypted
     */
    public SmtpReceiver(UnaryOperator<SMTPServer.Builder> settings) {
        server = settings.apply(SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .insertReceivedHeaders(false)
                        .requireAuth(true)
                        .authenticationHandlerFactory(
                                new EasyAuthenticationHandlerFactory((user, password, context) -> {
                                    if (!user.equals(USER) || !password.equals(PASSWORD)) {
                                        throw new LoginFailedException("535 no such user");
                                    }
                                }))
                        .messageHandlerFactory(context -> new Handler()))
                .build();
        server.start();
    }

    static SSLContext context(Vertx vertx, SelfSignedCertificate certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keyCertOptions().getKeyManagerFactory(vertx).getKeyManagers(), null, null);
        return context;
    }

    static SSLSocketFactory trusting(Vertx vertx, SelfSignedCertificate certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null, certificate.trustOptions().getTrustManagerFactory(vertx).getTrustManagers(), null);
        return context.getSocketFactory();
    }

    public int port() {
        return server.getPortAllocated();
    }

    public List<String> recipients() {
        return recipients;
    }

    /** The mails, with their headers as they came. */
    public List<String> raw() {
        return mails.stream().map(mail -> new String(mail, UTF_8)).toList();
    }

    /** The mail, if it is the only one. */
    public MimeMessage only() throws MessagingException {
        if (mails.size() != 1) {
            throw new IllegalStateException(mails.size() + " mails");
        }
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mails.get(0)));
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Handler implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            if (recipient.endsWith("@refused.example")) {
                throw new RejectException(550, "no such mailbox " + recipient);
            }
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException {
            mails.add(data.readAllBytes());
            return "queued as 1";
        }

        @Override
        public void done() {}
    }
}
