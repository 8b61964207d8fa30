package dev.mesher.config;

import java.util.Locale;
import java.util.Optional;

/**
 * The SMTP server that sends e-mail.
 *
 * @param login empty when the server asks for none
 * @param from the sender of every e-mail
 */
public record SmtpServer(String host, int port, Security security, Optional<Login> login, String from) {
    /** How the connection is encrypted. */
    public enum Security {
        /** From the first byte: {@code smtps://}. */
        TLS,
        /** By STARTTLS; without it nothing is sent. */
        REQUIRED,
        /** By STARTTLS if the server offers it. */
        OPTIONAL,
        /** Not at all. */
        OFF;

        /** The value of {@code starttls} in the address. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A user and a password, which is never logged. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + ", password=[redacted]]";
        }
    }

    /** The address without what is secret. */
    String shown() {
        return (security == Security.TLS ? "smtps://" : "smtp://")
                + login.map(given -> given.user() + ":[redacted]@").orElse("")
                + HostPort.bracketed(host) + ":" + port
                + (security == Security.TLS ? "" : "?starttls=" + security);
    }
}
