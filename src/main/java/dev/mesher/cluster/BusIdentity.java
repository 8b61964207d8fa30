package dev.mesher.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The key by which nodes know each other on the event bus, and a certificate of it: each node makes the same one of the
 * cookie, and trusts no other. So to speak on the bus is to prove the cookie, and no key needs to be handed out.
 *
 * <p>Vert.x offers no hook before the first byte of its bus, only TLS; and TLS wants a certificate around a key. Nothing
 * in this one is believed but the key. Never to be changed, or nodes of two versions would not know each other.
 */
final class BusIdentity {
    private static final String ALGORITHM = "Ed25519";
    private static final X500Name NAME = new X500Name("CN=mesher event bus");
    private static final Time FROM = new Time(new DERUTCTime("200101000000Z"));
    private static final Time UNTIL = new Time(new DERGeneralizedTime("99991231235959Z"));

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
            return new BusIdentity(key, certificate(seed, key));
        } catch (GeneralSecurityException | OperatorCreationException | IOException missing) {
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

    /** The JDK finds no public key of a private one. */
    private static byte[] certificate(byte[] seed, PrivateKey key) throws OperatorCreationException, IOException {
        return new X509v1CertificateBuilder(
                        NAME,
                        BigInteger.ONE,
                        FROM,
                        UNTIL,
                        NAME,
                        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                                new Ed25519PrivateKeyParameters(seed).generatePublicKey()))
                .build(new JcaContentSignerBuilder(ALGORITHM).build(key))
                .getEncoded();
    }
}
