package dev.mesher.told.content;

import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.channel.Message.Links;
import dev.mesher.told.link.AcknowledgeLink;
import dev.mesher.told.link.AcknowledgeLink.Token;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The addresses of the dashboard's pages, as far as {@code MESHER_PUBLIC_URL} is set. */
record PageAddresses(Optional<URI> publicUrl) {
    /** The page of an issue; null without {@code MESHER_PUBLIC_URL}. */
    @Nullable
    String issue(long projectNumber, UUID issue) {
        return publicUrl
                .map(base -> base + "/p/" + projectNumber + "/issues/" + issue)
                .orElse(null);
    }

    /** The links of a message. Those that say that somebody cares, or that it is over, need no link to acknowledge. */
    Links of(EpisodeFacts facts, Instant at) {
        boolean isOpen = facts.kind() == Kind.FIRST || facts.kind() == Kind.DIGEST;
        Token token = new Token(facts.episode(), facts.channel(), at.plus(AcknowledgeLink.VALID_FOR));
        return publicUrl
                .map(base -> new Links(
                        base + "/p/" + facts.projectNumber() + "/alerts?episode=" + facts.episode(),
                        isOpen
                                ? base + "/acknowledge/"
                                        + new AcknowledgeLink(facts.linkKey().getBytes()).sign(token)
                                : null))
                .orElseGet(() -> new Links(null, null));
    }

    /** The links of a test. */
    Links ofTest() {
        return new Links(publicUrl.map(base -> base + "/").orElse(null), null);
    }
}
