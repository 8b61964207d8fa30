package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.StackFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallTest {

    @ParameterizedTest
    @CsvSource({
        "java, lambda$pay$12, pay",
        "java, $anonfun$pay$1$adapted, pay",
        "java, pay$lambda$3, pay",
        "java, pay$default, pay",
        "javascript, Object.<anonymous>, ''",
        "javascript, e.total, total",
        "javascript, async Cart.pay [as run], pay",
        "javascript, Xt, ''",
        "javascript, new Cart, Cart",
        "python, Cart.pay.<locals>.inner, inner",
        "python, <lambda>, ''",
        "ruby, block (2 levels) in pay, pay",
        "ruby, rescue in block in Cart#pay, pay",
        "ruby, _app_views_cart_html_erb__123_456, _app_views_cart_html_erb",
        "go, (*Cart).Pay.func2.1, Cart.Pay",
        "go, Pay[...], Pay",
        "php, App\\Cart::{closure}, App\\Cart::{closure}",
        "php, class@anonymous/srv/app/x.php:12$0::run, class@anonymous::run",
        "csharp, <Pay>b__3_0, Pay",
        "csharp, <Pay>g__Check|4_0, Check",
        "rust, shop::cart::pay::{{closure}}::h0123456789abcdef, shop::cart::pay",
        "native, 'void pay<int>(int, char const*)', void pay",
        "native, pay.isra.0.cold, pay",
        "native, 0x7fff5fbff8c0, ''",
        "elixir, anonymous fn/2 in Shop.Cart.pay/1, Shop.Cart.pay/1",
    })
    void whatTheCompilerAddsToAFunctionIsTakenAway(String platform, String function, String written) {
        assertThat(Call.of(platform, frame(null, function, null)).function()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "java, com.acme.Cart$$SpringCGLIB$$0, com.acme.Cart",
        "java, com.acme.Cart$3$1, com.acme.Cart",
        "java, com.acme.Cart$HibernateProxy$a1B2, com.acme.Cart",
        "java, com.acme.Cart$Item, com.acme.Cart$Item",
        "go, github.com/acme/shop/v2/cart, github.com/acme/shop/cart",
        "csharp, Acme.Cart+<>c__DisplayClass1_0, Acme.Cart",
        "csharp, Acme.Cart`2, Acme.Cart",
    })
    void whatTheCompilerAddsToAClassIsTakenAway(String platform, String module, String written) {
        assertThat(Call.of(platform, frame(null, "f", module)).place()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "javascript, https://x.example/assets/cart-BdH3k2_x.js?v=1, cart-<hash>.js",
        "javascript, https://x.example/static/main.3f2a9c1b.js, main.<hash>.js",
        "javascript, webpack:///./src/cart/pay.ts, cart/pay.ts",
        "javascript, https://x.example/712.js, <hash>.js",
        "node, /home/deploy/shop/lib/cart.js, cart.js",
        "python, /srv/releases/20261123101500/app/cart.py, cart.py",
        "python, /srv/x/shop/cart.py, shop/cart.py",
        "python, <ipython-input-3-abc>, <eval>",
        "csharp, C:\\agent\\7\\Shop\\Cart.cs, Shop/Cart.cs",
        "php, /app/storage/framework/views/0123456789abcdef.php, <template>",
    })
    void whatADeploymentChangesIsTakenAwayFromAFile(String platform, String file, String stable) {
        assertThat(Call.of(platform, frame(file, "f", null)).place()).isEqualTo(stable);
    }

    @ParameterizedTest
    @CsvSource({
        "java, X.java, java.util.concurrent.FutureTask",
        "java, X.java, org.springframework.web.Servlet",
        "javascript, /app/node_modules/express/lib/router.js, ",
        "node, node:internal/timers, ",
        "python, /usr/lib/python3.11/json/decoder.py, ",
        "python, /venv/lib/python3.11/site-packages/django/x.py, ",
        "ruby, /usr/local/bundle/gems/rack-3.0/lib/rack.rb, ",
        "go, server.go, net/http",
        "php, /app/vendor/symfony/http-kernel/HttpKernel.php, ",
        "csharp, X.cs, Microsoft.AspNetCore.Mvc.Controller",
        "rust, /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/result.rs, ",
    })
    void librariesAreTold(String platform, String file, @Nullable String module) {
        assertThat(Call.of(platform, frame(file, "f", module)).library()).isTrue();
        assertThat(Call.of(platform, frame("app/cart.x", "f", "acme.shop.Cart")).library())
                .isFalse();
    }

    @Test
    void anAsyncMethodIsItsStateMachine() {
        Call call = Call.of("csharp", frame(null, "MoveNext", "Acme.Cart+<PayAsync>d__12"));

        assertThat(call.text()).isEqualTo("Acme.Cart PayAsync");
    }

    @Test
    void proxiesAndReflectionComeAndGo() {
        assertThat(Call.of("java", frame(null, "invoke", "jdk.internal.reflect.GeneratedMethodAccessor12"))
                        .noise())
                .isTrue();
        assertThat(Call.of("java", frame(null, "pay", "com.acme.Cart$$SpringCGLIB$$0"))
                        .noise())
                .isTrue();
        assertThat(Call.of("python", frame("x.py", "<listcomp>", null)).noise()).isTrue();
        assertThat(Call.of("java", frame(null, "pay", "com.acme.Cart")).noise()).isFalse();
    }

    @Test
    void aFilesEndingSpeaksForAPlatformThatIsNotNamed() {
        assertThat(Call.of(null, frame("cart.rb", "block in pay", null)).function())
                .isEqualTo("pay");
        assertThat(Call.of("?", frame("cart.js?v=2", "e.total", null)).function())
                .isEqualTo("total");
    }

    private static StackFrame frame(@Nullable String file, String function, @Nullable String module) {
        return new StackFrame(file, function, module, null, null, null, null, null);
    }
}
