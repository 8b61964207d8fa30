package dev.mesher.told.send;

import dev.mesher.config.SmtpServer;
import dev.mesher.text.OneLine;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.StringJoiner;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Says why no mail was sent, in words for the operator. */
final class SmtpFailure {
    private static final int MAX_DETAIL = 300;

    /** Recipients are at most twenty, each with a reply; this ends a chain that is a circle. */
    private static final int MAX_CHAIN = 50;

    /** The first of the reply codes that refuse, for now or for ever. */
    private static final int REFUSED = 400;

    private SmtpFailure() {}

    static Outcome outcome(MessagingException failed, SmtpServer server) {
        String where = "the SMTP server " + server.host() + ":" + server.port();
        if (failed instanceof AuthenticationFailedException) {
            return Outcome.failed(where + " refuses the user and password: " + detail(failed));
        }
        Integer status = status(failed);
        if (status != null) {
            String replies = replies(failed);
            return Outcome.rejected(status, replies, where + " refuses the mail: " + replies, null);
        }
        Throwable cause = failed;
        for (int i = 0; i < MAX_CHAIN && cause.getCause() != null && !(cause instanceof SSLException); i++) {
            cause = cause.getCause();
        }
        return Outcome.failed((cause instanceof SSLException ? "TLS with " + where + " failed: " : where + ": ")
                + detail(cause == failed || cause.getMessage() == null ? failed : cause));
    }

    /** The server's replies about the recipients and the sender. */
    static String replies(MessagingException failed) {
        StringJoiner replies = new StringJoiner("; ");
        Exception each = failed;
        for (int i = 0; i < MAX_CHAIN && each instanceof MessagingException messaging; i++) {
            if (isRefusal(messaging)) {
                replies.add(detail(messaging));
            }
            each = messaging.getNextException();
        }
        return OneLine.of(replies.toString(), Outcome.MAX_WORDS);
    }

    private static @Nullable Integer status(MessagingException failed) {
        Exception each = failed;
        for (int i = 0; i < MAX_CHAIN && each instanceof MessagingException messaging; i++) {
            if (isRefusal(messaging)) {
                return code(messaging);
            }
            each = messaging.getNextException();
        }
        return null;
    }

    private static boolean isRefusal(MessagingException failed) {
        return code(failed) >= REFUSED;
    }

    /** The reply code that this exception is about; 0 when it is about none. */
    private static int code(MessagingException failed) {
        if (failed instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (failed instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return failed instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
    }

    private static String detail(Throwable failed) {
        return OneLine.of(String.valueOf(failed.getMessage()), MAX_DETAIL);
    }
}
