package dev.mesher.stream;

import dev.mesher.access.Gate;
import dev.mesher.access.Principal;
import dev.mesher.change.ChangeCursor;
import dev.mesher.change.ChangeStore;
import dev.mesher.event.Refusal;
import dev.mesher.http.Upgrade;
import dev.mesher.text.FullPattern;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A path on which streams are opened, and what is particular to it. */
public final class StreamAddress {
    private static final FullPattern SOCKETS_PATH = FullPattern.of("(?:/ws)?/stream/projects/([^/]{1,600})", 624);
    private static final FullPattern PAGES_PATH = FullPattern.of("/api/v1/projects/([^/]{1,600})/stream", 624);
    private static final Logger LOG = LoggerFactory.getLogger(StreamAddress.class);
    private static final int MOST_REFERENCE_CHARACTERS = 200;

    /** The path on the port of the WebSockets. Pages of the same host may open it, whatever their port. */
    public static final StreamAddress OF_SOCKETS =
            new StreamAddress(SOCKETS_PATH, Gate::admitUpgrade, "", () -> Future.succeededFuture(Optional.empty()));

    private final FullPattern path;
    private final Admission admission;
    private final String node;
    private final Supplier<Future<Optional<ChangeCursor>>> cursor;

    private interface Admission {
        Future<Principal> admit(Gate gate, Upgrade upgrade);
    }

    private StreamAddress(
            FullPattern path, Admission admission, String node, Supplier<Future<Optional<ChangeCursor>>> cursor) {
        this.path = path;
        this.admission = admission;
        this.node = node;
        this.cursor = cursor;
    }

    /**
     * The path among the routes of the management API. Only pages of the same origin may open it. A stream begins with
     * {@code hello}.
     *
     * @param node the name of this node
     */
    public static StreamAddress ofPages(ChangeStore changes, String node) {
        return new StreamAddress(
                PAGES_PATH, Gate::admitPage, node, () -> changes.now().map(Optional::of));
    }

    boolean serves(String text) {
        return path.matches(text);
    }

    Future<Principal> admit(Gate gate, Upgrade upgrade) {
        return admission.admit(gate, upgrade);
    }

    /** The state from which a new stream's messages tell the changes. Empty for streams that begin without one. */
    Future<Optional<ChangeCursor>> cursor() {
        return cursor.get();
    }

    /** The name of this node, as {@code hello} tells it. */
    String node() {
        return node;
    }

    /** The id, number or slug of the project. */
    String reference(String text) {
        MatchResult match = path.match(text);
        if (match == null) {
            throw Refusal.notFound("stream");
        }
        try {
            String reference = URLDecoder.decode(match.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            if (reference.indexOf('\0') < 0 && reference.length() <= MOST_REFERENCE_CHARACTERS) {
                return reference;
            }
        } catch (IllegalArgumentException brokenCode) {
            LOG.debug("malformed project in the stream's path", brokenCode);
        }
        throw Refusal.malformed("malformed project");
    }
}
