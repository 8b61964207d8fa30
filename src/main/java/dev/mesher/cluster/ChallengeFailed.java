package dev.mesher.cluster;

import java.io.IOException;

/** The other end of a connection did not prove that it has the cookie. The message says what was wrong with it. */
final class ChallengeFailed extends IOException {
    private static final long serialVersionUID = 1L;

    ChallengeFailed(String message) {
        super(message);
    }
}
