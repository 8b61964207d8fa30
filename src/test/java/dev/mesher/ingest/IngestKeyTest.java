package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which clients and proxies write their key. */
final class IngestKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "k_1",
                "\"k_1\"",
                "Sentry sentry_version=7, sentry_key=k_1",
                "Sentry sentry_key=k_1,sentry_version=7,",
                "sentry sentry_key=\"k_1\", sentry_version=\"7\"",
                "Sentry sentry_key='k_1'",
                "Sentry sentry_version=7; sentry_key=k_1; sentry_client=x",
                "Sentry sentry_version=7;sentry_key=k_1",
                "sentry_key=k_1",
                "sentry_version=7,sentry_key=k_1",
                "sentry_version=7&sentry_key=k_1&x=y",
                "SENTRY Sentry_Key = k_1",
                "Sentry,sentry_key=k_1",
                "Sentry: sentry_key=k_1",
                "\"sentry_key\": \"k_1\"",
                "Sentry sentry_version=7\tsentry_key=k_1",
            })
    void areRead(String value) {
        assertThat(IngestKey.find(headers("x-sentry-auth", value))).isEqualTo("k_1");
        assertThat(IngestKey.find(headers("authorization", value))).isEqualTo("k_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer k_1", "Bearer sentry_key=k_1", "Bearer \"k_1\"", "basic a18xOg=="})
    void ofAuthorizationAreRead(String value) {
        assertThat(IngestKey.find(headers("authorization", value))).isEqualTo("k_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sentry sentry_key=",
                "Sentry sentry_key=k-1",
                "Sentry sentry_key=k_1/x",
                "Sentry my_sentry_key=k_1",
                "Sentry sentry_keys=k_1",
                "Sentry sentry_secret=k_1",
                "Sentry sentry_key=\"\"",
                "two words",
            })
    void otherTextIsNone(String value) {
        assertThat(IngestKey.find(headers("x-sentry-auth", value))).isNull();
        assertThat(IngestKey.find(headers("authorization", value))).isNull();
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
