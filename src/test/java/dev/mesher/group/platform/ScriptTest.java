package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.StackFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bundler and a minifier leave of a JavaScript frame. */
final class ScriptTest {
    private static final String BUNDLE = "https://shop.example/main.5fc49330.js";

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/main.5fc49330.js, true, true, true",
        "https://shop.example/91.5fc49330.chunk.js, true, true, false",
        "https://shop.example/_next/static/chunks/148ixwiwsqodv.js, true, true, false",
        "/srv/shop/.next/server/chunks/src_app_api_orders_route_ts_1e5bgc5._.js, true, true, true",
        "https://shop.example/assets/cart-Bmy3B0s2.js?v=1, true, true, true",
        "https://shop.example/app.min.js, false, true, true",
        "index.android.bundle, false, true, true",
        "https://shop.example/orders/4242, false, false, true",
        "https://shop.example/, false, false, false",
        "https://shop.example/заказы.5fc49330.js, true, true, true",
        "<anonymous>, false, false, false",
    })
    void whatTheFileTells(String file, boolean bundled, boolean isFile, boolean tells) {
        Script script = script(file, "e");

        assertThat(script.bundled()).isEqualTo(bundled);
        assertThat(script.file()).isEqualTo(isFile);
        assertThat(script.tells()).isEqualTo(tells);
    }

    @ParameterizedTest
    @CsvSource({
        "Xt, true, false",
        "async Xt, true, false",
        "Object.t, true, false",
        "new Tp, true, false",
        "$0, true, false",
        "Tp.open, false, false",
        "Object.t [as cart], false, false",
        "?, false, false",
        "Object.<anonymous>, false, false",
        "pay, false, false",
        "window.run, false, true",
        "async globalThis.run, false, true",
        "windows.run, false, false",
    })
    void whatTheFunctionTells(String function, boolean minified, boolean global) {
        Script script = script(BUNDLE, function);

        assertThat(script.minified()).isEqualTo(minified);
        assertThat(script.global()).isEqualTo(global);
    }

    @Test
    void otherPlatformsHaveNone() {
        assertThat(Call.of("java", frame("Cart.java", "pay")).script()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "<anonymous>, Array.map, true",
        "<anonymous>, JSON.parse, true",
        "[native code], Array.map, true",
        "<anonymous>, UtilityScript.evaluate, false",
        "<anonymous>, ?, false",
        "https://shop.example/main.js, Array.map, false",
    })
    void theLanguagesFunctionsAreTheEngines(String file, String function, boolean library) {
        assertThat(Call.of("javascript", frame(file, function)).library()).isEqualTo(library);
    }

    private static Script script(String file, String function) {
        return Objects.requireNonNull(
                Call.of("javascript", frame(file, function)).script());
    }

    private static StackFrame frame(@Nullable String file, String function) {
        return new StackFrame(file, function, null, null, null, null, null, null);
    }
}
