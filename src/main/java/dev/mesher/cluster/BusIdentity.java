package dev.mesher.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * The key by which nodes know each other on the event bus, and a certificate of it: each node makes the same one of the
 * cookie, and trusts no other. So to speak on the bus is to prove the cookie, and no key needs to be handed out.
 *
 * <p>Vert.x offers no hook before the first byte of its bus, only TLS; and TLS wants a certificate around a key. Nothing
 * in this one is believed but the key, so the few bytes of DER are written here rather than by a library of ten megabytes.
 */
final class BusIdentity {
    private static final String ALGORITHM = "Ed25519";

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_ID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

    /** 1.3.101.112 */
    private static final byte[] ED25519 = {0x2b, 0x65, 0x70};

    /** 2.5.4.3 */
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    private final PrivateKey key;
    private final byte[] certificate;

    private BusIdentity(PrivateKey key, byte[] certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    static BusIdentity of(CookieKey cookie) {
        byte[] seed = cookie.derive("event bus");
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            PublicKey publicKey = publicKey(seed);
            byte[] content = content(publicKey);
            byte[] signature = sign(key, content);
            requireFit(publicKey, content, signature);
            return new BusIdentity(key, certificate(content, signature));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java cannot make the key of the event bus", missing);
        }
    }

    PrivateKey key() {
        return key;
    }

    /** X.509, in DER; the same on every node. */
    byte[] certificate() {
        return certificate.clone();
    }

    /** The JDK finds a public key only as it draws a pair, so it draws the seed. */
    private static PublicKey publicKey(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Drawn(seed));
        KeyPair pair = generator.generateKeyPair();
        return pair.getPublic();
    }

    /** Else this JDK draws in another way, and no two nodes would agree. */
    private static void requireFit(PublicKey publicKey, byte[] content, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(publicKey);
        verifier.update(content);
        if (!verifier.verify(signature)) {
            throw new GeneralSecurityException("the public key is not that of the seed");
        }
    }

    private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(key);
        signer.update(content);
        return signer.sign();
    }

    private static byte[] content(PublicKey publicKey) {
        byte[] name = der(
                SEQUENCE,
                der(SET, der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8_STRING, text("mesher event bus")))));
        byte[] validity =
                der(SEQUENCE, der(UTC_TIME, text("200101000000Z")), der(GENERALIZED_TIME, text("99991231235959Z")));
        return der(
                SEQUENCE,
                der(INTEGER, new byte[] {1}),
                der(SEQUENCE, der(OBJECT_ID, ED25519)),
                name,
                validity,
                name,
                publicKey.getEncoded());
    }

    private static byte[] certificate(byte[] content, byte[] signature) {
        return der(
                SEQUENCE, content, der(SEQUENCE, der(OBJECT_ID, ED25519)), der(BIT_STRING, new byte[] {0}, signature));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A tag, a length, and the parts one after the other; up to 65,535 bytes. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        int length = body.size();
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (length < 0x80) {
            der.write(length);
        } else if (length <= 0xff) {
            der.write(0x81);
            der.write(length);
        } else {
            der.write(0x82);
            der.write(length >> 8);
            der.write(length);
        }
        der.writeBytes(body.toByteArray());
        return der.toByteArray();
    }

    /** Gives the seed as if by chance. */
    private static final class Drawn extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Drawn(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
