package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.StackFrame;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of JavaScript files as webpack, Rollup, Vite, esbuild, Parcel, Turbopack, Next.js, Angular and Rails write them. */
final class ChunkHashTest {
    private static final int NAMES = 20_000;

    @ParameterizedTest
    @CsvSource({
        // Rollup and Vite
        "assets/index-BTQ3vLw8.js, assets/index-C-9xQk2f.js",
        "assets/index-DFnyCj2X.js, assets/index-B8IgR-bk.js",
        "assets/checkout-CtN3yoM2.js, assets/checkout-VG8-LUu5.js",
        "assets/cart-BdH3k2_x.js, assets/cart-_9xQk2fB.js",
        "assets/index-legacy-BTQ3vLw8.js, assets/index-legacy-C-9xQk2f.js",
        "assets/index-DiwrgTda.mjs, assets/index-CdBhT0Pe.mjs",
        "index-BTQ3vLw8.js?v=1a2b, index-C-9xQk2f.js?v=3c4d",
        "index.BTQ3vLw8.js, index.Cx9xQk2f.js",
        // webpack
        "main.3f2a1b9c.js, main.77aa01cd.js",
        "main.facff75d.js, main.fce8dc44.js",
        "123.abcdef12.chunk.js, 701.c37a6d36.chunk.js",
        "712.js, 91.js",
        "main.3f2a1b9c4d5e6f708192.js, main.0123456789abcdef0123.js",
        "vendors.3f2a1b9c.min.js, vendors.77aa01cd.min.js",
        // esbuild, Angular
        "chunk-ABCDEFGH.js, chunk-XAHDYVCX.js",
        "main-65MHQVXD.js, main-7WWNV3ZA.js",
        "cart-CCJVK5RK.js, cart-S4N7GWCZ.js",
        // Parcel
        "index.1a2b3c4d.js, index.cff00abf.js",
        // Next.js and Turbopack
        "pages/_app-0123456789abcdef.js, pages/_app-fedcba9876543210.js",
        "app/(shop)/cart/page-0123456789abcdef.js, app/(shop)/cart/page-fedcba9876543210.js",
        "chunks/fd9d1056-0123456789abcdef.js, chunks/4bd1b696-182b6b13bdad92e3.js",
        "chunks/16-c3vo63zt93.js, chunks/148ixwiwsqodv.js",
        "chunks/0r5fl2e8fu9ro.js, chunks/2c97qamgzj9y7.js",
        "src_app_page_tsx_1e5bgc5._.js, src_app_page_tsx_0k2wq9x._.js",
        "[root-of-the-server]__0utt9-yyzel3l._.js, [root-of-the-server]__150gebzbii6mu._.js",
        "node_modules_next_dist_1a2b3c4d._.js, node_modules_next_dist_5fc49330._.js",
        // Sprockets
        "application-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.js,"
                + " application-9876543210abcdef0123456789abcdef0123456789abcdef0123456789abcdef.js",
        // A library of another version, and minified
        "jquery-3.7.1.min.js, jquery-3.6.0.min.js",
        "jquery-3.7.1.min.js, jquery.js",
        "react@18.2.0.js, react@18.3.1.js",
        // What has no file
        "blob:https://x.example/550e8400-e29b-41d4-a716-446655440000, blob:https://x.example/0b1e8400-e29b-41d4-a716-446655440001",
        "'eval at run (https://x.example/a-BTQ3vLw8.js:1:2), <anonymous>', 'eval at run (https://x.example/a-C-9xQk2f.js:3:4), <anonymous>'",
    })
    void twoBuildsOfOneFileAreOne(String one, String other) {
        assertThat(file(one)).isEqualTo(file(other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "src_app_api_orders_route_ts_1e5bgc5._.js, src_app_api_users_route_ts_0k2wq9x._.js",
        "shop.CartItem.js, shop.UserCard.js",
        "shop-CartView.js, shop-UserView.js",
        "checkout-Facebook.js, checkout-Settings.js",
        "v2-Settings1.js, v2-Invoices1.js",
        "shop-Invoice2.js, shop-Refunds2.js",
        "user-settings.js, user-invoices.js",
        "deadbeef.js, effaced0.js",
        "decade.js, facade.js",
        "shop.decade2.js, shop.facade2.js",
        "shop-i18nPage.js, shop-a11yPage.js",
        "shop-s3Upload.js, shop-s3Delete.js",
        "shop-web3Cart.js, shop-web3Till.js",
        "shop-HttpView.js, shop-HtmlView.js",
        "shop-HTMLView.js, shop-JSONView.js",
        "shop-OAuthApp.js, shop-OAuthTab.js",
        "shop-AddToBag.js, shop-NewOrder.js",
        "big-cart-add.js, big-cart-pay.js",
        "page-v2-items.js, page-v2-carts.js",
        "checkout-page-step1.js, checkout-page-step2.js",
        "CheckoutPage2.js, CheckoutCart2.js",
        "cart-BTQ3vLw8.js, till-C-9xQk2f.js",
        "index-BTQ3vLw8.js, index-legacy-BTQ3vLw8.js",
        "app/cart/page-0123456789abcdef.js, app/till/page-0123456789abcdef.js",
        "jquery-3.7.1.js, lodash-3.7.1.js",
        "chapter-1.2.js, chapter-1.3.js",
        "main.3f2a1b9c.js, runtime.3f2a1b9c.js",
    })
    void twoFilesAreTwo(String one, String other) {
        assertThat(file(one)).isNotEqualTo(file(other));
    }

    /** Of eight characters of each bundler's alphabet, nearly none reads as words. */
    @ParameterizedTest
    @CsvSource({
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_, -, 8",
        "0123456789abcdef, ., 8",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567, -, 8",
        "0123456789abcdefghijklmnopqrstuvwxyz, _, 13",
    })
    void aRandomHashIsFound(String alphabet, String mark, int length) {
        Random chance = new Random(7);
        int missed = 0;
        for (int i = 0; i < NAMES; i++) {
            StringBuilder name = new StringBuilder("index").append(mark);
            while (name.length() < 6 + length) {
                String of = length == 13 && name.length() == 6 ? "0123" : alphabet;
                name.append(of.charAt(chance.nextInt(of.length())));
            }
            missed += file(name + ".js").equals("index" + mark + "<hash>.js") ? 0 : 1;
        }
        assertThat(missed).isLessThan(NAMES / 50);
    }

    @Test
    void aHashIsTakenOutOfAServersModuleToo() {
        StackFrame frame =
                new StackFrame("/srv/shop/.next/x.js", "pay", "chunks:_150gebzbii6mu._", null, null, null, null, null);

        assertThat(Call.of("node", frame).place()).isEqualTo("chunks:_<hash>._");
    }

    private static String file(String path) {
        return Call.of("javascript", new StackFrame(path, "pay", null, null, null, null, null, null))
                .place();
    }
}
