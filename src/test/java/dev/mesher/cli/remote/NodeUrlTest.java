package dev.mesher.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://mesher/, http://mesher:80",
        "https://errors.example.org/mesher/, https://errors.example.org:443/mesher",
        "http://[::1]:18180, http://[::1]:18180"
    })
    void whatIsLeftOutIsFilledIn(String text, String whole) {
        assertThat(NodeUrl.parse(text)).hasToString(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8080", "ftp://localhost", "http://", "http://a b", "http://localhost?a=b"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> NodeUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretsAreNotRepeated() {
        assertThatThrownBy(() -> NodeUrl.parse("http://me:secret@localhost")).hasMessageNotContaining("secret");
        assertThat(new RemoteNode(NodeUrl.parse("http://localhost"), "mshr_secret", "token_secret", "default"))
                .asString()
                .doesNotContain("secret");
    }
}
