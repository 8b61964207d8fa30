package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The algorithm that opened the issues which run: it stays as it was. */
final class FormerFingerprintTest {
    private static final ExceptionInfo BOOM = ExceptionInfo.of("Boom", "order 12 failed", null);
    private static final StackFrame APP = StackFrame.of("/srv/a/app/cart.py", "pay", true);
    private static final StackFrame LIBRARY = StackFrame.of("/lib/http.py", "get", false);

    @Test
    void theClientsOwnComesFirst() {
        String own = FormerFingerprint.of(event("m", BOOM, List.of(APP), List.of("mine", "2")));

        assertThat(own).isEqualTo(FormerFingerprint.of(event("other", null, List.of(), List.of("mine", "2"))));
        assertThat(own).isNotEqualTo(FormerFingerprint.of(event("m", BOOM, List.of(APP), List.of("mine2"))));
        assertThat(own).matches("[0-9a-f]{32}");
    }

    @Test
    void theStackComesBeforeTheValue() {
        String grouped = FormerFingerprint.of(event("m", BOOM, List.of(LIBRARY, APP), List.of()));

        assertThat(FormerFingerprint.of(
                        event("x", ExceptionInfo.of("Boom", "quite another", null), List.of(APP), List.of())))
                .isEqualTo(grouped);
        assertThat(FormerFingerprint.of(event("m", ExceptionInfo.of("Bang", null, null), List.of(APP), List.of())))
                .isNotEqualTo(grouped);
        assertThat(FormerFingerprint.of(
                        event("m", BOOM, List.of(StackFrame.of("/srv/a/app/cart.py", "refund", true)), List.of())))
                .isNotEqualTo(grouped);
    }

    @Test
    void allFramesCountWhenNoneIsMarked() {
        StackFrame one = StackFrame.of("a.js", "f", null);
        StackFrame two = StackFrame.of("b.js", "g", null);

        assertThat(FormerFingerprint.of(event("m", BOOM, List.of(one, two), List.of())))
                .isNotEqualTo(FormerFingerprint.of(event("m", BOOM, List.of(two), List.of())));
    }

    @Test
    void exceptionThenMessageWithWhatVariesReplaced() {
        assertThat(FormerFingerprint.of(event("m", BOOM, List.of(), List.of())))
                .isEqualTo(FormerFingerprint.of(
                        event("n", ExceptionInfo.of("Boom", "order 977 failed", null), List.of(), List.of())))
                .isNotEqualTo(FormerFingerprint.of(
                        event("n", ExceptionInfo.of("Boom", "cart 977 failed", null), List.of(), List.of())));
        assertThat(FormerFingerprint.of(event("took 12ms", null, List.of(), List.of())))
                .isEqualTo(FormerFingerprint.of(event("took 3.5s", null, List.of(), List.of())))
                .isNotEqualTo(FormerFingerprint.of(event("lost 12ms", null, List.of(), List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/releases/20261123101500/app/cart.py,/srv/releases/20270101000000/app/cart.py",
        "https://x.example/assets/main.3f2a9c1b.js?v=1,https://x.example/assets/main.77e01d2c.js",
        "C:\\deploy\\a\\shop\\app\\cart.cs,D:\\other\\shop\\app\\cart.cs",
    })
    void deploymentsDoNotSplitAGroup(String before, String after) {
        assertThat(SourceFile.stable(before)).isEqualTo(SourceFile.stable(after));
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://a.example/x?y=1 gave 502,GET <url> gave <number>",
        "user a.b+c@mail.example.com unknown,user <email> unknown",
        "id 123e4567-e89b-12d3-a456-426614174000 gone,id <uuid> gone",
        "at 2026-11-23T10:00:00.123Z failed,at <date> failed",
        "host 10.1.2.3:5432 refused,host <ip> refused",
        "host fe80::1:2 and 2001:db8:0:1:1:1:1:1 refused,host <ip> and <ip> refused",
        "commit 9fceb02 and 0xDEADBEEF,commit <hex> and <hex>",
        "key \"abc def\" missing,key <quoted> missing",
        "can't open /var/lib/x/y.db,can't open <path>",
        "took 150 ms of 3.5s,took <duration> of <duration>",
        "retry 3 of -1.5e,retry <number> of <number>e",
        "utf8 file2 v1 stays,utf8 file2 v1 stays",
    })
    void whatVariesIsReplaced(String text, String normalised) {
        assertThat(Normaliser.normalise(text)).isEqualTo(normalised);
    }

    @Test
    void hostileTextCostsLittle() {
        for (String part : List.of("a@", "1.", "::", "/a", "'", "0x", "1-", "aaaaaaa1", "http://", "(\"")) {
            assertThat(Normaliser.normalise(part.repeat(50_000))).hasSizeLessThan(5_000);
        }
    }

    @Test
    void whatItCameToAndWhy() {
        assertThat(FormerFingerprint.explain(event("m", BOOM, List.of(APP), List.of("mine", "2"))))
                .isEqualTo(new Grouping(
                        1,
                        "305e73766f0edfa12b379883f7020f61",
                        Grouping.Source.CLIENT,
                        List.of(new Part(Part.Kind.CLIENT, "mine"), new Part(Part.Kind.CLIENT, "2"))));
        assertThat(FormerFingerprint.explain(event("m", BOOM, List.of(LIBRARY, APP), List.of())))
                .isEqualTo(new Grouping(
                        1,
                        "a2f532b6a011bff12bd7cc1fa3526dea",
                        Grouping.Source.STACK,
                        List.of(new Part(Part.Kind.FRAME, "a/app/cart.py pay"), new Part(Part.Kind.TYPE, "Boom"))));
        assertThat(FormerFingerprint.explain(event("m", null, List.of(LIBRARY, APP), List.of())))
                .isEqualTo(new Grouping(
                        1,
                        "c8dd370d03e5b6f0ac3f51c1941679af",
                        Grouping.Source.STACK,
                        List.of(new Part(Part.Kind.FRAME, "a/app/cart.py pay"))));
        assertThat(FormerFingerprint.explain(
                        event("m", ExceptionInfo.of("Boom", "no order", null), List.of(), List.of())))
                .isEqualTo(new Grouping(
                        1,
                        "efe143e47b0330bed05ab9280e796ed3",
                        Grouping.Source.EXCEPTION,
                        List.of(new Part(Part.Kind.TYPE, "Boom"), new Part(Part.Kind.VALUE, "no order"))));
        assertThat(FormerFingerprint.explain(event("m", ExceptionInfo.of(null, null, null), List.of(), List.of())))
                .isEqualTo(new Grouping(
                        1,
                        "f3d64316a9084fc82db3e15ffda3883d",
                        Grouping.Source.EXCEPTION,
                        List.of(new Part(Part.Kind.TYPE, ""), new Part(Part.Kind.VALUE, ""))));
        assertThat(FormerFingerprint.explain(event("no stock", null, List.of(), List.of())))
                .isEqualTo(new Grouping(
                        1,
                        "1f9a825b700da49f48efc3e0b1ac5000",
                        Grouping.Source.MESSAGE,
                        List.of(new Part(Part.Kind.MESSAGE, "no stock"))));
    }

    private static Event event(
            String message, @Nullable ExceptionInfo exception, List<StackFrame> frames, List<String> fingerprint) {
        return new Event(
                null,
                null,
                Level.ERROR,
                message,
                null,
                null,
                null,
                null,
                exception == null ? List.of() : List.of(exception),
                frames,
                fingerprint,
                Map.of(),
                null,
                null,
                null,
                null,
                new byte[0]);
    }
}
