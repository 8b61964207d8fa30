package dev.mesher.config;

import dev.mesher.config.SmtpServer.Login;
import dev.mesher.config.SmtpServer.Security;
import dev.mesher.text.MailAddress;
import dev.mesher.text.Separated;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of what leaves the node. A problem with the SMTP server's address does not repeat it, since it has a
 * password.
 */
final class OutboundReader {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    private static final String SMTP_FORM =
            "Invalid MESHER_SMTP_URL: expected smtp://user:password@host:587?starttls=required "
                    + "(or optional, or off) or smtps://user:password@host:465";

    private final VariableReader reader;

    OutboundReader(VariableReader reader) {
        this.reader = reader;
    }

    OutboundSettings settings() {
        return new OutboundSettings(publicUrl(), smtp(), allow());
    }

    private Optional<URI> publicUrl() {
        Optional<URI> url = reader.text(Variable.MESHER_PUBLIC_URL).flatMap(OutboundReader::pages);
        if (url.isEmpty() && reader.text(Variable.MESHER_PUBLIC_URL).isPresent()) {
            reader.invalid(Variable.MESHER_PUBLIC_URL, "an address such as https://mesher.example.org");
        }
        return url;
    }

    private static Optional<URI> pages(String text) {
        return uri(text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .filter(url -> "https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                .filter(url -> url.getHost() != null
                        && url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null
                        && isPort(url.getPort()));
    }

    private Optional<SmtpServer> smtp() {
        Optional<String> text = reader.text(Variable.MESHER_SMTP_URL);
        String from = from(text.isPresent());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<SmtpServer> server = uri(text.get()).flatMap(uri -> server(uri, from));
        if (server.isEmpty()) {
            reader.problem(SMTP_FORM);
        } else if (server.get().login().isPresent()
                && server.get().security().compareTo(Security.REQUIRED) > 0
                && !IpLiteral.isLoopback(server.get().host())) {
            reader.problem("Invalid MESHER_SMTP_URL: a password needs starttls=required or smtps://");
        }
        return server;
    }

    private String from(boolean required) {
        Optional<String> from = reader.text(Variable.MESHER_MAIL_FROM);
        if (from.isEmpty() && required) {
            reader.problem("MESHER_MAIL_FROM is required when MESHER_SMTP_URL is set");
        } else if (from.isPresent() && !MailAddress.FORM.matches(from.get())) {
            reader.invalid(Variable.MESHER_MAIL_FROM, "an e-mail address such as mesher@example.org");
        }
        return from.orElse("");
    }

    private static Optional<SmtpServer> server(URI uri, String from) {
        boolean tls = "smtps".equals(uri.getScheme());
        Optional<Security> security = tls && uri.getRawQuery() == null
                ? Optional.of(Security.TLS)
                : startTls(uri.getRawQuery()).filter(found -> "smtp".equals(uri.getScheme()));
        String host = uri.getHost();
        boolean isServer = host != null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                && uri.getRawFragment() == null
                && isPort(uri.getPort());
        if (security.isEmpty() || !isServer) {
            return Optional.empty();
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (uri.getRawUserInfo() == null) {
            return Optional.of(new SmtpServer(bare, port, security.get(), Optional.empty(), from));
        }
        return login(uri).map(given -> new SmtpServer(bare, port, security.get(), Optional.of(given), from));
    }

    private static Optional<Security> startTls(@Nullable String query) {
        if (query == null) {
            return Optional.of(Security.REQUIRED);
        }
        for (Security each : List.of(Security.REQUIRED, Security.OPTIONAL, Security.OFF)) {
            if (query.equals("starttls=" + each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The first colon separates; both parts may be percent-encoded. */
    private static Optional<Login> login(URI uri) {
        String raw = uri.getRawUserInfo();
        int colon = raw.indexOf(':');
        if (colon < 1 || colon == raw.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new Login(decoded(raw.substring(0, colon)), decoded(raw.substring(colon + 1))));
    }

    /** A plus sign stands for itself, unlike in a form. */
    private static String decoded(String percent) {
        return URLDecoder.decode(percent.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private List<Cidr> allow() {
        List<Cidr> ranges = new ArrayList<>();
        for (String item :
                Separated.by(',', reader.text(Variable.MESHER_OUTBOUND_ALLOW).orElse(""))) {
            String text = item.strip();
            if (!text.isEmpty()) {
                Cidr.parse(text)
                        .ifPresentOrElse(
                                ranges::add,
                                () -> reader.problem(
                                        "Invalid MESHER_OUTBOUND_ALLOW: expected ranges such as 10.0.0.0/8, "
                                                + "separated by commas, not \"" + text + "\""));
            }
        }
        return List.copyOf(ranges);
    }

    private static boolean isPort(int port) {
        return port < 0 || (port > 0 && port <= HostPort.MAX_PORT);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
