package dev.mesher.config;

import static dev.mesher.config.EnvironmentTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.SmtpServer.Login;
import dev.mesher.config.SmtpServer.Security;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of what leaves the node. */
final class OutboundEnvironmentTest {
    @Test
    void nothingIsSetByDefault() throws Exception {
        assertThat(outbound(Map.of())).isEqualTo(OutboundSettings.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mesher.example/, https://mesher.example",
        "http://10.0.0.1:8080, http://10.0.0.1:8080",
        "https://example.org/mesher/, https://example.org/mesher"
    })
    void publicUrlHasNoSlashAtTheEnd(String given, String read) throws Exception {
        assertThat(outbound(Map.of("MESHER_PUBLIC_URL", given)).publicUrl()).contains(URI.create(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mesher.example",
                "ftp://mesher.example",
                "https://",
                "https://a:b@mesher.example",
                "https://a.example/?b",
                "https://a.example/#b",
                "https://a.example:0",
                "https://a.example:65536",
                "https://a b"
            })
    void publicUrlIsAnAddress(String bad) {
        assertThat(problems(Map.of("MESHER_PUBLIC_URL", bad)))
                .containsExactly(
                        "Invalid MESHER_PUBLIC_URL: expected an address such as https://mesher.example.org, not \""
                                + bad + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example, mail.example, 587, REQUIRED",
        "smtp://mail.example:2525?starttls=optional, mail.example, 2525, OPTIONAL",
        "smtp://127.0.0.1:25?starttls=off, 127.0.0.1, 25, OFF",
        "smtps://mail.example, mail.example, 465, TLS",
        "smtps://[::1]:4650/, ::1, 4650, TLS"
    })
    void smtpServers(String url, String host, int port, Security security) throws Exception {
        assertThat(smtp(url)).isEqualTo(new SmtpServer(host, port, security, Optional.empty(), "mesher@example.org"));
    }

    @Test
    void loginsAreDecodedAndNeverPrinted() throws Exception {
        SmtpServer server = smtp("smtp://a%40b.example:h%3Aush+%2F@mail.example");

        assertThat(server.login()).contains(new Login("a@b.example", "h:ush+/"));
        assertThat(server.toString()).doesNotContain("ush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example",
                "http://mail.example",
                "smtp://",
                "smtp://user@mail.example",
                "smtp://:hush@mail.example",
                "smtp://u:hush@mail.example?starttls=maybe",
                "smtps://u:hush@mail.example?starttls=off",
                "smtp://u:hush@mail.example/path",
                "smtp://u:hush@mail.example:70000",
                "smtp://u:hush@@mail.example"
            })
    void anInvalidServerIsNotRepeated(String bad) {
        assertThat(problems(with(bad)))
                .containsExactly("Invalid MESHER_SMTP_URL: expected smtp://user:password@host:587?starttls=required "
                        + "(or optional, or off) or smtps://user:password@host:465");
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "off"})
    void aPasswordIsNotSentInTheClear(String startTls) throws Exception {
        assertThat(problems(with("smtp://u:hush@mail.example?starttls=" + startTls)))
                .containsExactly("Invalid MESHER_SMTP_URL: a password needs starttls=required or smtps://");
        assertThat(smtp("smtp://u:hush@127.0.0.1?starttls=" + startTls).login()).isPresent();
    }

    @Test
    void aSenderIsRequiredWithAServer() {
        assertThat(problems(Map.of("MESHER_SMTP_URL", "smtp://mail.example")))
                .containsExactly("MESHER_MAIL_FROM is required when MESHER_SMTP_URL is set");
        assertThat(problems(Map.of("MESHER_MAIL_FROM", "Mesher <a@b>")))
                .containsExactly("Invalid MESHER_MAIL_FROM: expected an e-mail address such as mesher@example.org, "
                        + "not \"Mesher <a@b>\"");
    }

    @Test
    void rangesAreAllowed() throws Exception {
        assertThat(outbound(Map.of("MESHER_OUTBOUND_ALLOW", " 10.0.0.0/8,, fd00::1 "))
                        .allow())
                .containsExactly(
                        Cidr.parse("10.0.0.0/8").orElseThrow(),
                        Cidr.parse("fd00::1/128").orElseThrow());
        assertThat(problems(Map.of("MESHER_OUTBOUND_ALLOW", "10.0.0.0/8,inside.example")))
                .containsExactly(
                        "Invalid MESHER_OUTBOUND_ALLOW: expected ranges such as 10.0.0.0/8, separated by commas, "
                                + "not \"inside.example\"");
    }

    private static Map<String, String> with(String smtpUrl) {
        return Map.of("MESHER_SMTP_URL", smtpUrl, "MESHER_MAIL_FROM", "mesher@example.org");
    }

    private static SmtpServer smtp(String url) throws Exception {
        return outbound(with(url)).smtp().orElseThrow();
    }

    private static OutboundSettings outbound(Map<String, String> variables) throws Exception {
        return read(withDatabase(variables)).outbound();
    }

    private static List<String> problems(Map<String, String> variables) {
        return EnvironmentTest.problems(withDatabase(variables));
    }

    private static Map<String, String> withDatabase(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DATABASE_URL", "postgres://db/mesher");
        return all;
    }
}
