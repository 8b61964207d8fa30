package dev.mesher.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Both ends of a connection prove that they have the cookie, before anything else travels on it. Reads not one byte more
 * than its own; bounds no time.
 *
 * <p>Who connects sends what it wants and a nonce, gets a nonce, proves itself, and gets the proof of the other side: who
 * cannot prove anything is not shown a proof either. A proof covers both nonces, what is wanted, and which side made it,
 * so that none can be used twice, sent back to its maker, or used for something else.
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

    /** What a connection is for. */
    enum Purpose {
        /** To speak Hazelcast's protocol between members. */
        MEMBER('M'),
        /** To ask a question, as an operator does. */
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

    /** For who connects. */
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
            throw new ChallengeFailed("it takes any cookie, but cannot prove that it has the right one");
        }
    }

    /** For who accepts; the purpose that the other side proved its right to. */
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
            throw new ChallengeFailed("its cookie is another one");
        }
        out.write(join(new byte[] {PROVED}, proof(Side.ACCEPTS, code, other, own)));
        out.flush();
        for (Purpose purpose : Purpose.values()) {
            if (purpose.code == code) {
                return purpose;
            }
        }
        throw new ChallengeFailed("it wants what this version does not know");
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
            throw new ChallengeFailed("it does not speak as the cluster port of a Mesher node");
        }
    }

    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new EOFException("it hangs up before it has proved the cookie");
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
