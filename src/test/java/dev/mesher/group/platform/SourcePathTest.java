package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a deployment changes in a path, up to the bounds of each rule. */
final class SourcePathTest {
    @ParameterizedTest
    @CsvSource({
        "cart-abcde1.js, cart-<hash>.js",
        "cart-ABCDE1.js, cart-<hash>.js",
        "cart_abcde1_min.js, cart_<hash>_min.js",
        "cart.1abcde, cart.<hash>",
        "cart-abcd1.js, cart-abcd1.js",
        "cart-facade.js, cart-facade.js",
        "cartabcde1.js, cartabcde1.js",
        "cart-abcde1x.js, cart-abcde1x.js",
        "cart-abcde1+x.js, cart-abcde1+x.js",
        "abcdefabcdefabcd.js, <hash>.js",
        "ABCDEFABCDEFABCD, <hash>",
        "abcdefabcdefabc.js, abcdefabcdefabc.js",
        "abcdefabcdefabcd-x.js, abcdefabcdefabcd-x.js",
        "xabcdefabcdefabcd.js, xabcdefabcdefabcd.js",
        "cart123456.js, cart<hash>.js",
        "cart20261123101500.js, cart<hash>.js",
        "cart12345.js, cart12345.js",
    })
    void aHashOrABuildNumberInAName(String file, String stable) {
        assertThat(SourcePath.stable(file)).isEqualTo(stable);
    }

    @Test
    void aHashHasSixtyFourDigitsAtMost() {
        String longest = "9f3c0e7".repeat(9);

        assertThat(SourcePath.stable("cart-" + longest + "1.js")).isEqualTo("cart-<hash>.js");
        assertThat(SourcePath.stable("cart-1" + longest + ".js")).isEqualTo("cart-<hash>.js");
        assertThat(SourcePath.stable("cart-1a" + longest + ".js")).isEqualTo("cart-1a" + longest + ".js");
        assertThat(SourcePath.stable("a" + longest + ".js")).isEqualTo("<hash>.js");
        assertThat(SourcePath.stable("aa" + longest + ".js")).isEqualTo("aa" + longest + ".js");
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example/shop/cart.js, /shop/cart.js",
        "https://x.example/shop/cart.js?v=1?2, /shop/cart.js",
        "webpack:///./src/cart.ts, /./src/cart.ts",
        "ab://x/cart.js, /cart.js",
        "a1+.-://x/cart.js, /cart.js",
        "a://x/cart.js, a://x/cart.js",
        "1b://x/cart.js, 1b://x/cart.js",
        "a23456789012345678901234567890b://x/cart.js, /cart.js",
        "a234567890123456789012345678901b://x/cart.js, a234567890123456789012345678901b://x/cart.js",
        "lib/ab://x/cart.js, lib/ab://x/cart.js",
        "shop\\cart\\pay.cs, shop/cart/pay.cs",
    })
    void aPathWithoutWhereItComesFrom(String path, String plain) {
        assertThat(SourcePath.plain(path)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "shop/cart.py, shop/cart.py",
        "a/shop/cart.py, shop/cart.py",
        "a/SRC/cart.py, cart.py",
        "a/v2/cart.py, cart.py",
        "cart.py, cart.py",
        "/cart.py, cart.py",
        "/a/shop/cart.py, cart.py",
        "/a/b/shop/cart.py, shop/cart.py",
        "C:\\a\\cart.cs, cart.cs",
        "C:\\a\\shop\\cart.cs, shop/cart.cs",
        "a/abc-123456/cart-123456.py, cart-<hash>.py",
    })
    void theDirectoryStaysWhereItIsTheProjectsOwn(String path, String stable) {
        assertThat(SourcePath.stable(path)).isEqualTo(stable);
    }

    @ParameterizedTest
    @CsvSource({"/a, true", "C:/a, true", "a/b, false", "ab:/c, false", "'', false"})
    void aPathFromTheRootOfAMachine(String path, boolean absolute) {
        assertThat(SourcePath.absolute(path)).isEqualTo(absolute);
    }
}
