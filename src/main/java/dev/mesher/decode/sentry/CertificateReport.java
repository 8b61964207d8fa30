package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import org.jspecify.annotations.Nullable;

/**
 * What a browser reports about a host's certificate: Expect-CT (RFC 9163), public key pinning (RFC 7469) or Expect-Staple.
 *
 * @param kind the report's name, also the event's logger
 * @param failure what failed, for the message
 */
record CertificateReport(String kind, String failure, ObjectNode report) {
    private static final int LENGTH = 1_024;

    /** The report in {@code sent}; null when it is of another kind. Only a pinning report has no object around it. */
    static @Nullable CertificateReport in(ObjectNode sent) {
        if (sent.get("expect-ct-report") instanceof ObjectNode report) {
            return new CertificateReport("expect-ct", "Expect-CT failed", report);
        }
        if (sent.get("expect-staple-report") instanceof ObjectNode report) {
            return new CertificateReport("expect-staple", "Expect-Staple failed", report);
        }
        return sent.has("known-pins")
                ? new CertificateReport("hpkp", "Public key pinning validation failed", sent)
                : null;
    }

    /** In the form that URLs have; {@code unknown} when the report names none. */
    String host() {
        SentryFields fields = new SentryFields(report, FieldPath.of(kind), new Notes());
        String sent = fields.name("hostname", LENGTH);
        if (sent == null) {
            return "unknown";
        }
        boolean bareIpv6 = !sent.startsWith("[") && sent.indexOf(':') != sent.lastIndexOf(':');
        String host = Origin.of(sent.contains("//") ? sent : "//" + (bareIpv6 ? '[' + sent + ']' : sent))
                .host();
        return host.isEmpty() ? "unknown" : host;
    }
}
