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
 * The key by which nodes recognise each other on the event bus, and a certificate for it. Each node derives the same
 * key from the cookie, and trusts no other. So a node that speaks on the bus has proved that it has the cookie, and no
 * key has to be distributed.
 *
 * <p>Vert.x lets nothing check a connection of its bus but TLS, and TLS requires a certificate. Of the certificate only
 * the key is trusted. The derivation must never change, or nodes of two versions could not connect.
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

    /** The certificate, as X.509 in DER. It is the same on every node. */
    byte[] certificate() {
        return certificate.clone();
    }

    /** The JDK cannot derive a public key from a private one, so Bouncy Castle does it. */
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
