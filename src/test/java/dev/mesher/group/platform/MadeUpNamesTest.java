package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.StackFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that a compiler or a runtime made up, as two builds or two runs of one program write them. */
final class MadeUpNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // PHP
                "php; function; {closure:/var/www/releases/20261123/src/routes.php:31}; {closure:/var/www/releases/20261124/src/routes.php:33}",
                "php; function; {closure:{closure:/main.php:32}:32}; {closure:{closure:/main.php:38}:39}",
                "php; function; App\\Bank::{closure:App\\Bank::sorted():45}; App\\Bank::{closure:App\\Bank::sorted():54}",
                "php; type; App\\Err@anonymous\0/var/www/releases/1/src/Bank.php:12$0; App\\Err@anonymous\0/var/www/releases/2/src/Bank.php:14$1a",
                "php; type; App\\Err@anonymous /var/www/releases/1/src/Bank.php:12$0; App\\Err@anonymous /var/www/releases/2/src/Bank.php:14$1a",
                "php; type; Err@anonymous\0C:\\www\\1\\Bank.php:12$0; Err@anonymous\0C:\\www\\2\\Bank.php:14$0",
                "php; function; App\\Safe@anonymous\0/srv/1/Bank.php:12$0::open; App\\Safe@anonymous\0/srv/2/Bank.php:13$0::open",
                "php; function; Mock_Cart_3f2a1b9c::pay; Mock_Cart_77aa01cd::pay",
                "php; type; MockObject_Err_3f2a1b9c; MockObject_Err_77aa01cd",
                "php; function; Mockery_0_App_Cart::pay; Mockery_12_App_Cart::pay",
                "php; function; Double\\App\\Cart\\P1::pay; Double\\App\\Cart\\P12::pay",
                "php; function; Proxies\\__CG__\\App\\Cart::pay; App\\Cart::pay",
                "php; function; App\\Cart::__TwigTemplate_0123456789abcdef; App\\Cart::__TwigTemplate_fedcba9876543210",
                "php; function; ContainerX4fG7hZ\\App_Kernel::get; ContainerQ9aB2cD\\App_Kernel::get",
                // .NET
                "csharp; type; Shop.Fault`1[[Shop.Code, Shop, Version=1.0.1.0, Culture=neutral, PublicKeyToken=null]]; Shop.Fault`1[[Shop.Code, Shop, Version=1.0.2.0, Culture=neutral, PublicKeyToken=null]]",
                "csharp; type; Shop.Fault`1[[Shop.Code, Shop, Version=1.0.1.0]]; Shop.Fault`1[Shop.Code]",
                "csharp; type; F`2[[L`1[[A, X, Version=1.0]], Y, Version=2.0],[B, X, Version=1.0]]; F`2[[L`1[[A, X, Version=1.1]], Y, Version=2.1],[B, X, Version=1.1]]",
                "csharp; file; <3f5b1c0d9a7e4b6288d10a4c5e6f7a8b>; <a07d6bf484a54da2861691df910339b1>:0",
                "csharp; function; loop@12-1; loop@14-3",
                "csharp; module; Program+Library+doWorkAsync@31-5; Program+Library+doWorkAsync@47-7",
                "csharp; type; Program+Stop@31; Program+Stop@47",
                "csharp; module; Shop.Bank+<>c__DisplayClass3_0; Shop.Bank+<>c__DisplayClass5_1",
                "csharp; function; <Share>b__0; <Share>b__3_1",
                "csharp; function; <Main>$; <Main>$",
                "csharp; module; Castle.Proxies.CartProxy_1; Castle.Proxies.CartProxy",
                "csharp; module; Shop.Cart+_Closure$__1-0; Shop.Cart+_Closure$__2-1",
                "csharp; function; _Lambda$__1-0; _Lambda$__2-1",
                "csharp; module; System.Data.Entity.DynamicProxies.Cart_0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF; System.Data.Entity.DynamicProxies.Cart_9876543210ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "csharp; type; <>f__AnonymousType0`1; <>f__AnonymousType3`1",
                // JavaScript
                "javascript; function; _callee3$; _callee4$",
                "javascript; function; Cart._callee$; _callee12$",
                "javascript; function; ?anon_0_onPress; ?anon_3_onPress",
                "javascript; function; ?anon_0_?anon_1_onPress; onPress",
                "javascript; function; ?anon_0_; <anonymous>",
                "javascript; function; t.<computed>; n.<computed>",
                "javascript; function; Object.4821; Object.711",
                "javascript; function; _loop2; _loop3",
                "javascript; function; $4fa36e821943b400$var$pay; $0f1e2d3c4b5a6978$var$pay",
                "javascript; function; $4fa36e821943b400$export$ba43bf67f3d48107; $f1e2d3c4b5a6978$export$2e2bcd8739ae039",
                "javascript; function; $4fa36e821943b400$export$pay; pay",
                "javascript; function; Object.t [as cart]; Module.o [as cart]",
                // JVM
                "java; module; shop.Main$$ExternalSyntheticLambda12; shop.Main$$ExternalSyntheticLambda3",
                "java; module; shop.Main$$Lambda/0x00007f1c04001000; shop.Main$$Lambda/0x00007f1c04002218",
                "java; module; shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d; shop.Cart",
                "java; module; shop.Cart$MockitoMock$1234; shop.Cart$MockitoMock$99",
                "java; type; shop.Err$MockitoMock$1234; shop.Err$MockitoMock$99",
                "java; type; com.sun.proxy.$Proxy12; com.sun.proxy.$Proxy31",
                "java; type; shop.Main$1; shop.Main$2",
                "java; type; shop.Err$HibernateProxy$AbCd; shop.Err$HibernateProxy$EfGh",
                "java; function; lambda$pay$3; lambda$pay$4",
                "java; function; $anonfun$pay$1; $anonfun$pay$2$adapted",
                "java; function; pay$$anonfun$1; pay$$anonfun$2$$anonfun$adapted$1",
                "java; function; vault$lzyINIT1; vault$lzyINIT3",
                "java; function; divide$1; divide$2",
                "java; module; shop.core$pay$fn__1234; shop.core$pay$fn__99",
                "java; module; user$eval1234; user$eval99",
                "java; module; shop.Cart$_pay_closure3; shop.Cart$_pay_closure4",
                "java; module; Script12; Script7",
                "php; function; ProxyManagerGeneratedProxy\\__PM__\\App\\Cart\\Generated0123456789abcdef::pay; ProxyManagerGeneratedProxy\\__PM__\\App\\Cart\\Generatedfedcba9876543210::pay",
                // Ruby
                "ruby; type; #<Class:0x00007feed437ada0>; #<Class:0x00007fee6ad08738>",
                "ruby; function; #<Class:0x00007feed437ada0>#pay; #<Class:0x00007fee6ad08738>#pay",
                "ruby; module; #<Module:0x00007feed437ada0>; #<Module:0x00007fee6ad08738>",
                "ruby; function; _app_views_x_html_erb__1234567_890; _app_views_x_html_erb___7654321_12",
                "ruby; function; block (2 levels) in pay; block in pay",
                "ruby; file; (eval at /srv/1/cart.rb:12); (eval at /srv/2/cart.rb:14)",
                "ruby; module; RSpec::ExampleGroups::Cart_2; RSpec::ExampleGroups::Cart_3",
                // Python
                "python; function; <function f at 0x7f1c04001000>; <function f at 0x7f1c04002218>",
                "python; type; main.pay.<locals>.Boom; main.pay.Boom",
                "python; file; <decorator-gen-12>; <decorator-gen-3>",
                "python; function; test_pay[eur-1]; test_pay[usd-2]",
                // Go
                "go; function; pay.func1.2; pay.func3.gowrap1",
                "go; function; pay.func1-range1; pay.func2",
                "go; function; pay-range2.func1; pay",
                "go; function; (*Cart[...]).Pay-fm; (*Cart[go.shape.int]).Pay",
                "go; type; *main.Fault·1; *main.Fault·2",
                // Rust, C++, Objective-C, Swift
                "rust; function; shop[4b1a2c3d4e5f6a7b]::cart::pay; shop[0123456789abcdef]::cart::pay",
                "rust; function; shop::cart::{impl#3}::pay; shop::cart::{impl#4}::pay",
                "rust; function; shop::pay::{closure#0}; shop::pay::{{closure}}::h0123456789abcdef",
                "rust; function; _ZN4shop4cart3pay17h0123456789abcdefE; _ZN4shop4cart3pay17hfedcba9876543210E",
                "rust; function; _RNvNtCs1234_4shop4cart3pay; _RNvNtCsaBcD_4shop4cart3pay",
                "rust; type; shop[4b1a2c3d4e5f6a7b]::Closed; shop[0123456789abcdef]::Closed",
                "cpp; function; 'pay()::{lambda(int)#1}::operator()(int) const'; 'pay()::{lambda(int)#2}::operator()(int) const'",
                "cpp; function; pay.constprop.0; pay.isra.1",
                "cpp; function; <lambda_0123456789abcdef0123456789abcdef>::run; <lambda_9876543210abcdef0123456789abcdef>::run",
                "native; function; CartView_Buy_mE59D61997E0AF6FAE8EDF2B3CE436AFBC5460080; CartView_Buy_m059D61997E0AF6FAE8EDF2B3CE436AFBC5460081",
                "cocoa; function; __29-[Cart payWith:]_block_invoke_2; __29-[Cart payWith:]_block_invoke.34",
                "cocoa; function; $s4Shop4CartC3payyyFyycfU_; $s4Shop4CartC3payyyFyycfU_",
                "cocoa; function; $s4Shop4CartC3payyyFyycfU0_; $s4Shop4CartC3payyyFyycfU1_",
                "swift; function; closure #1 in Cart.pay(); closure #2 in Cart.pay()",
                // Elixir, Erlang, Dart, Perl, Lua
                "elixir; function; MyApp.Cache.remove(5446, #DateTime<2026-11-28 17:10:00Z>); MyApp.Cache.remove(1, #DateTime<2026-11-29 01:00:00Z>)",
                "elixir; function; Shop.Till.handle_call({:open, 1}, {#PID<0.96.0>, #Reference<0.1.2.3>}, 5); Shop.Till.handle_call/3",
                "elixir; function; 'Shop.Bank.price(%{at: \"a, b)\", id: 80846})'; Shop.Bank.price/1",
                "elixir; function; anonymous fn/1 in Shop.pay/2; Shop.pay/2",
                "elixir; function; -pay/2-fun-0-; -pay/2-fun-1-",
                "elixir; type; {:closed, 64214}; {:closed, 14931}",
                "elixir; type; {:timeout, {GenServer, :call, [:bank, 20004]}}; {:timeout, {GenServer, :call, [:bank, 77331]}}",
                "dart; function; Cart.pay.<anonymous closure>; Cart.pay.<anonymous closure>.<anonymous closure>",
                "perl; function; Shop::Cart::__ANON__[/srv/x.pm:12]; Shop::Cart::__ANON__[/srv/y.pm:14]",
                "lua; function; <cart.lua:12>; <cart.lua:14>",
            })
    void twoRunsOfOneAreOne(String platform, String kind, String one, String other) {
        assertThat(written(platform, kind, one)).isEqualTo(written(platform, kind, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "php; function; {closure:App\\Bank::pay():31}; {closure:App\\Bank::refund():31}",
                "php; type; App\\Err@anonymous\0/srv/Bank.php:12$0; App\\Gone@anonymous\0/srv/Bank.php:12$0",
                "php; function; App\\Safe@anonymous\0/srv/Bank.php:12$0::open; App\\Safe@anonymous\0/srv/Bank.php:12$0::shut",
                "php; function; Mock_Cart_3f2a1b9c::pay; Mock_Till_3f2a1b9c::pay",
                "csharp; type; Shop.Fault`1[[Shop.Code, Shop, Version=1.0.1.0]]; Shop.Fault`1[[Shop.Reason, Shop, Version=1.0.1.0]]",
                "csharp; type; F`2[[A, X],[B, X]]; F`2[[A, X],[C, X]]",
                "csharp; function; loop@12-1; walk@12-1",
                "csharp; function; <Share>b__0; <Split>b__0",
                "javascript; function; ?anon_0_onPress; ?anon_0_onSwipe",
                "javascript; function; payCart1; payCart2",
                "javascript; function; $4fa36e821943b400$var$pay; $4fa36e821943b400$var$refund",
                "javascript; function; $4fa36e821943b400$pay; $4fa36e821943b400$refund",
                "javascript; function; Object.t [as cart]; Object.t [as till]",
                "java; module; shop.Cart$Item; shop.Cart$Line",
                "java; type; shop.Err$MockitoMock$1234; shop.Gone$MockitoMock$1234",
                "java; function; lambda$pay$3; lambda$refund$3",
                "java; module; shop.core$pay$fn__1234; shop.core$refund$fn__1234",
                "java; type; shop.Http404; shop.Http500",
                "ruby; type; #<Class:Shop::Err>; #<Class:Shop::Gone>",
                "ruby; function; _app_views_x_html_erb__1_2; _app_views_y_html_erb__1_2",
                "ruby; module; Shop::Cart_2; Shop::Cart_3",
                "python; function; <function f at 0x7f1c04001000>; <function g at 0x7f1c04001000>",
                "python; type; Http404; Http500",
                "go; function; pay.func1; refund.func1",
                "go; type; *main.Fault[main.Code]; *main.Fault[main.Reason]",
                "rust; function; shop[4b1a2c3d4e5f6a7b]::cart::pay; shop[4b1a2c3d4e5f6a7b]::till::pay",
                "rust; type; shop::Closed; shop::Gone",
                "cocoa; function; __29-[Cart payWith:]_block_invoke_2; __29-[Cart shutIn:]_block_invoke_2",
                "cpp; type; Fault<Code>; Fault<Reason>",
                "elixir; function; Shop.Cache.remove(5446); 'Shop.Cache.remove(5446, 1)'",
                "elixir; type; {:closed, 64214}; {:opened, 64214}",
                "elixir; function; Shop.Cache.remove(5446); Shop.Cache.store(5446)",
                "lua; function; <cart.lua:12>; <till.lua:12>",
            })
    void twoOfThemAreTwo(String platform, String kind, String one, String other) {
        assertThat(written(platform, kind, one)).isNotEqualTo(written(platform, kind, other));
    }

    /** As a title and a culprit show it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "csharp; type; Shop.Fault`1[[Shop.Code, Shop, Version=1.0.1.0, Culture=neutral, PublicKeyToken=null]]; Shop.Fault<Shop.Code>",
                "csharp; type; F`1[[System.Int32[], mscorlib, Version=4.0.0.0]]; F<System.Int32[]>",
                "php; type; App\\Err@anonymous\0/var/www/src/Bank.php:12$0; App\\Err@anonymous",
                "php; function; {closure:/var/www/src/routes.php:31}; {closure}",
                "php; function; App\\Bank::{closure:App\\Bank::sorted():45}; App\\Bank::sorted{closure}",
                "ruby; type; #<Class:0x00007feed437ada0>; #<Class>",
                "java; type; shop.Err$MockitoMock$1234; shop.Err",
                "java; type; com.sun.proxy.$Proxy12; com.sun.proxy.$Proxy",
                "rust; type; shop[4b1a2c3d4e5f6a7b]::Closed; shop::Closed",
                "csharp; file; <3f5b1c0d9a7e4b6288d10a4c5e6f7a8b>; ''",
                "elixir; function; MyApp.Cache.remove(5446, #DateTime<2026-11-28 17:10:00Z>); MyApp.Cache.remove/2",
                "javascript; function; _callee3$; <anonymous>",
                "javascript; function; ?anon_0_onPress; onPress",
                "javascript; file; https://x.example/assets/index-BTQ3vLw8.js?v=1; https://x.example/assets/index-<hash>.js",
                "python; function; Cart.pay.<locals>.inner; Cart.pay.inner",
                "python; file; /srv/shop/app/cart.py; /srv/shop/app/cart.py",
                "go; function; (*Cart).Pay.func1; Cart.Pay",
                "python; type; builtins.ValueError; builtins.ValueError",
            })
    void whatPeopleAreShownIsWithoutIt(String platform, String kind, String made, String shown) {
        String name =
                switch (kind) {
                    case "type" -> Names.type(platform, made);
                    case "function" -> Names.function(platform, frame(kind, made));
                    default -> Names.place(platform, frame(kind, made));
                };
        assertThat(name).isEqualTo(shown);
    }

    private static String written(String platform, String kind, String name) {
        if (kind.equals("type")) {
            return Names.type(platform, name);
        }
        Call call = Call.of(platform, frame(kind, name));
        return kind.equals("function") ? call.function() : call.place();
    }

    private static StackFrame frame(String kind, String name) {
        return new StackFrame(
                kind.equals("file") ? name : null,
                kind.equals("function") ? name : null,
                kind.equals("module") ? name : null,
                null,
                null,
                null,
                null,
                null);
    }
}
