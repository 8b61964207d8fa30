package dev.mesher.told.send;

import dev.mesher.event.Refusal;
import dev.mesher.text.OneLine;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Says why a call failed, in words for the operator. */
final class CallFailure {
    private static final int MAX_DETAIL = 300;

    /** An exception chain is short; this ends one that is a circle. */
    private static final int MAX_CAUSES = 10;

    private CallFailure() {}

    static String words(Throwable failed, WebAddress to) {
        if (failed instanceof Refusal refusal) {
            return refusal.getMessage();
        }
        Throwable cause = failed;
        boolean tls = false;
        for (int i = 0; i < MAX_CAUSES && cause.getCause() != null && !(cause instanceof CertificateException); i++) {
            tls |= cause instanceof SSLException;
            cause = cause.getCause();
        }
        String detail = OneLine.of(String.valueOf(cause.getMessage()), MAX_DETAIL);
        if (tls || cause instanceof SSLException || cause instanceof CertificateException) {
            return "TLS with " + to.host() + " failed: " + detail;
        }
        if (failed instanceof ConnectException || cause instanceof ConnectException) {
            return "no connection to " + to.origin() + ": " + detail;
        }
        return "the call to " + to.origin() + " failed: " + detail;
    }
}
