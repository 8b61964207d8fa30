package dev.mesher.cluster;

import java.io.IOException;

/** The other end of a connection did not prove the cookie; the message says of it what was wrong. */
final class ChallengeFailed extends IOException {
    private static final long serialVersionUID = 1L;

    ChallengeFailed(String message) {
        super(message);
    }
}
