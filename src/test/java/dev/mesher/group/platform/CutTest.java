package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CutTest {
    private static final int STACK_BYTES = 160 * 1024;
    private static final List<String> PLATFORMS =
            List.of("java", "javascript", "python", "ruby", "go", "php", "csharp", "native", "elixir");

    @Test
    void aLongNameKeepsItsBeginningAndAHashOfTheRest() {
        String name = "a".repeat(Cut.NAME_LENGTH);

        assertThat(Cut.name(name)).isEqualTo(name);
        assertThat(Cut.name(name + "b")).startsWith(name + "#").hasSize(Cut.NAME_LENGTH + 17);
        assertThat(Cut.name(name + "b")).isNotEqualTo(Cut.name(name + "c")).isEqualTo(Cut.name(name + "b"));
    }

    @Test
    void aLongPathKeepsItsEnd() {
        String end = "/cart".repeat(1_000).substring(5_000 - Cut.PATH_LENGTH);

        assertThat(Cut.path(end)).isEqualTo(end);
        assertThat(Cut.path("/another/deployment" + end)).isEqualTo(end);
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalf() {
        String cart = "🛒";

        assertThat(Cut.name("a".repeat(Cut.NAME_LENGTH - 1) + cart)).startsWith("a".repeat(Cut.NAME_LENGTH - 1) + "#");
        assertThat(Cut.path(cart + "a".repeat(Cut.PATH_LENGTH - 1))).isEqualTo("a".repeat(Cut.PATH_LENGTH - 1));
    }

    @Test
    void theQueryOfAnAddressDoesNotPushItsFileOut() {
        Call call = call("javascript", "https://x.example/cart/pay.js?state=" + "x".repeat(8_000), "total", null);

        assertThat(call.place()).isEqualTo("cart/pay.js");
    }

    /** The rules read all of it: its hash stands at its end. */
    @Test
    void aLongTemplateOfCppIsReadToItsEnd() {
        String arguments = "std::pair<int, ".repeat(500) + "int" + " >".repeat(500);

        assertThat(call("native", "x.cc", "void pay<" + arguments + ">(int) [clone .part.0]", null)
                        .function())
                .isEqualTo("void pay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lambda$|$1|x", "$anonfun$|$1|x", "|$1|x", "|.1|", "|.1|x", "|.func1|x", "|new |", "|.part|.1",
                        "|.1|.part",
                "x/|_|", "| |x", "|(|\nx", "|@anonymous|:x", "|{closure:|", "|<|", "|block in |", "|[clone |", "|`1[|",
                "|::{{closure}}|x", "|>g__|", "|closure #1 in |", "|/1-fun-1-|\nx", "|.<|\nx", "|(1) : eval()'d code|",
                        "|🛒|"
            })
    void whatIsMadeOfALongFrameIsShortAndNeedsNoDeepStack(String parts) throws InterruptedException {
        String[] part = parts.split("\\|", -1);
        String text = part[0] + part[1].repeat((Rules.LONGEST - 20) / part[1].length()) + part[2];
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> PLATFORMS.forEach(platform -> {
                    assertBounded(call(platform, text, text, null));
                    assertBounded(call(platform, text, "MoveNext", text));
                }),
                "small stack",
                STACK_BYTES);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join();

        assertThat(failure.get()).isNull();
    }

    private static void assertBounded(Call call) {
        boolean bounded =
                call.place().length() <= Cut.PATH_LENGTH && call.function().length() <= Cut.NAME_LENGTH + 17;
        if (!bounded) {
            throw new AssertionError(call);
        }
    }

    private static Call call(String platform, String file, String function, @Nullable String module) {
        return Call.of(platform, new StackFrame(file, function, module, null, null, null, null, null));
    }
}
