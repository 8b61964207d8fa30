package dev.mesher.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What leaves the node for people.
 *
 * @param publicUrl where people reach the dashboard, without a slash at the end; empty when links cannot be made
 * @param smtp empty when no e-mail can be sent
 * @param allow addresses that outbound calls may reach although they are not of the public Internet
 */
public record OutboundSettings(Optional<URI> publicUrl, Optional<SmtpServer> smtp, List<Cidr> allow) {
    /** Nothing is set. */
    public static final OutboundSettings NONE = new OutboundSettings(Optional.empty(), Optional.empty(), List.of());
}
