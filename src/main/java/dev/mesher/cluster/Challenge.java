package dev.mesher.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Both ends of a connection prove that they have the cookie, before anything else is sent. It reads exactly its own
 * bytes, and not one more. It sets no time limit of its own.
 *
 * <p>The connecting side sends its purpose and a nonce, and receives a nonce. It then proves that it has the cookie,
 * and only after that receives the proof of the other side. So a side without the cookie never sees a proof. A proof
 * covers both nonces, the purpose, and which side made it. So it cannot be replayed, reflected, or used for another
 * purpose.
 */
final class Challenge {
    private static final byte[] GREETING = {'M', 'E', 'S', 'H', 'E', 'R', 1};
    private static final int NONCE = 32;
    private static final int PROOF = 32;
    private static final byte REFUSED = 0;
    private static final byte PROVED = 1;

    private final byte[] key;
    private final SecureRandom random = new SecureRandom();

    Challenge(CookieKey cookie) {
        this.key = cookie.derive("cluster port");
    }

    /** What a connection is used for. */
    enum Purpose {
        /** Hazelcast's protocol between members. */
        MEMBER('M'),
        /** A question of an operator. */
        QUESTION('Q');

        private final byte code;

        Purpose(char code) {
            this.code = (byte) code;
        }
    }

    private enum Side {
        CONNECTS('C'),
        ACCEPTS('A');

        private final byte code;

        Side(char code) {
            this.code = (byte) code;
        }
    }

    /**
     * Runs the side that connects.
     *
     * @throws ChallengeFailed when the other side does not prove that it has the cookie
     */
    void pass(InputStream in, OutputStream out, Purpose purpose) throws IOException {
        byte[] own = nonce();
        out.write(join(GREETING, new byte[] {purpose.code}, own));
        out.flush();
        expectGreeting(in);
        byte[] other = read(in, NONCE);
        out.write(proof(Side.CONNECTS, purpose.code, own, other));
        out.flush();
        if (read(in, 1)[0] != PROVED) {
            throw new ChallengeFailed("the cookie is not the one of this cluster");
        }
        if (!MessageDigest.isEqual(read(in, PROOF), proof(Side.ACCEPTS, purpose.code, own, other))) {
            throw new ChallengeFailed("it accepted our proof, but did not prove that it has the cookie itself");
        }
    }

    /**
     * Runs the side that accepts. Returns the purpose for which the other side proved that it has the cookie.
     *
     * @throws ChallengeFailed when it did not
     */
    Purpose demand(InputStream in, OutputStream out) throws IOException {
        expectGreeting(in);
        byte code = read(in, 1)[0];
        byte[] other = read(in, NONCE);
        byte[] own = nonce();
        out.write(join(GREETING, own));
        out.flush();
        boolean proved = MessageDigest.isEqual(read(in, PROOF), proof(Side.CONNECTS, code, other, own));
        if (!proved) {
            out.write(REFUSED);
            out.flush();
            throw new ChallengeFailed("it has a different cookie");
        }
        out.write(join(new byte[] {PROVED}, proof(Side.ACCEPTS, code, other, own)));
        out.flush();
        for (Purpose purpose : Purpose.values()) {
            if (purpose.code == code) {
                return purpose;
            }
        }
        throw new ChallengeFailed("it asks for a purpose that this version does not know");
    }

    private byte[] proof(Side side, byte purpose, byte[] connecting, byte[] accepting) {
        return CookieKey.hmac(key, GREETING, new byte[] {side.code, purpose}, connecting, accepting);
    }

    private byte[] nonce() {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return nonce;
    }

    private static void expectGreeting(InputStream in) throws IOException {
        if (!Arrays.equals(read(in, GREETING.length), GREETING)) {
            throw new ChallengeFailed("it does not speak the protocol of a Mesher node's cluster port");
        }
    }

    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new EOFException("it closed the connection before it proved that it has the cookie");
        }
        return read;
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
