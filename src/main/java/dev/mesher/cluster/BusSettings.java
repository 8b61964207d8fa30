package dev.mesher.cluster;

import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.BusKeyStore;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Set;

/**
 * The transport of the event bus: TLS in which both sides prove their identity. The certificate comes from the
 * operator's key store if there is one, otherwise from {@link BusIdentity}, which derives it from the cookie. The bus
 * is never unencrypted.
 */
final class BusSettings {
    /** Protects key stores that exist only in this process's memory. */
    private static final String PASSWORD = "not a secret";

    private BusSettings() {}

    static EventBusOptions of(ClusterSettings settings, String address, CookieKey cookie) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(address)
                .setPort(settings.busPort())
                .setClusterPublicHost(address)
                .setClusterPublicPort(settings.busPort())
                .setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
        if (settings.busKeyStore().isPresent()) {
            BusKeyStore store = settings.busKeyStore().get();
            PfxOptions file = new PfxOptions().setPath(store.path().toString()).setPassword(store.password());
            return bus.setKeyCertOptions(file).setTrustOptions(file.copy());
        }
        return identified(bus, BusIdentity.of(cookie));
    }

    private static EventBusOptions identified(EventBusOptions bus, BusIdentity identity) {
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(identity.certificate()));
            KeyStore own = empty();
            own.setKeyEntry("bus", identity.key(), PASSWORD.toCharArray(), new Certificate[] {certificate});
            KeyStore trusted = empty();
            trusted.setCertificateEntry("bus", certificate);
            return bus.setKeyCertOptions(options(own)).setTrustOptions(options(trusted));
        } catch (GeneralSecurityException | IOException missing) {
            throw new IllegalStateException("this Java cannot keep the key of the event bus", missing);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static PfxOptions options(KeyStore store) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, PASSWORD.toCharArray());
        return new PfxOptions().setValue(Buffer.buffer(bytes.toByteArray())).setPassword(PASSWORD);
    }
}
