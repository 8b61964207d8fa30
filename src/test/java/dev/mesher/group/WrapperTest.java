package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.NativeEvent;
import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.event.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exception that only carries another neither names the issue nor makes another one. */
final class WrapperTest {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);

    @ParameterizedTest(name = "{1} of {3}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
            javascript | Error | There was an error during concurrent rendering but React was able to recover by instead synchronously rendering the entire root. | TypeError | cart is undefined
            javascript | Error | There was an error while hydrating but React was able to recover by instead client rendering the entire root. | TypeError | cart is undefined
            javascript | Error | Minified React error #520; visit https://react.dev/errors/520 for the full message. | TypeError | cart is undefined
            javascript | Error | Uncaught (in promise): TypeError: cart is undefined | TypeError | cart is undefined
            javascript | Error | cart is undefined | TypeError | cart is undefined
            node | TypeError | fetch failed | Error | connect ECONNREFUSED 10.0.0.1:5432
            java | UndeliverableException | The exception could not be delivered to the consumer because it has already canceled/disposed the flow or the exception has nowhere to go to begin with. Further reading: https://github.com/ReactiveX/RxJava/wiki/What's-different-in-2.0#error-handling \\| java.io.IOException: disk full | IOException | disk full
            java | OnErrorNotImplementedException | The exception was not handled due to missing onError handler in the subscribe() method call. | IOException | disk full
            java | ExecutionException | java.io.IOException: disk full | IOException | disk full
            java | CompletionException | java.io.IOException: disk full | IOException | disk full
            java | CompletionException | java.io.IOException | IOException |
            java | CompletionException | java.io.IOException: disk 7 is full, and no more of this te | IOException | disk 8
            java | InvocationTargetException | | IOException | disk full
            java | UndeclaredThrowableException | | IOException | disk full
            java | ExceptionInInitializerError | | IOException | disk full
            java | ServletException | Request processing failed: java.io.IOException: disk full | IOException | disk full
            java | NestedServletException | Request processing failed; nested exception is java.io.IOException: disk full | IOException | disk full
            java | Exceptions$ReactiveException | java.io.IOException: disk full | IOException | disk full
            java | RuntimeException | java.io.IOException: disk full | IOException | disk full
            java | RuntimeException | Unable to start activity ComponentInfo{shop/shop.Cart}: java.io.IOException: disk full | IOException | disk full
            csharp | System.AggregateException | One or more errors occurred. (disk full) | System.IO.IOException | disk full
            csharp | System.Reflection.TargetInvocationException | Exception has been thrown by the target of an invocation. | System.IO.IOException | disk full
            csharp | System.TypeInitializationException | The type initializer for 'Shop.Cart' threw an exception. | System.IO.IOException | disk full
            python | RetryError | RetryError[<Future at 0x7f3a raised ConnectionError>] | ConnectionError | refused
            python | Retry | Retry in 180s: ConnectionError('refused') | ConnectionError | refused
            go | *errors.withStack | connection refused | *net.OpError | connection refused
            go | *fmt.wrapError | connection refused | *net.OpError | connection refused
            php | Twig\\Error\\RuntimeError | An exception has been thrown during the rendering of a template ("no price"). | DomainException | no price
            php | Illuminate\\View\\ViewException | no price (View: /srv/resources/cart.blade.php) | DomainException | no price
            php | Symfony\\Component\\Messenger\\Exception\\HandlerFailedException | Handling "App\\Pay" failed: no price | DomainException | no price
            ruby | ActionView::Template::Error | no price | KeyError | no price
            elixir | Plug.Conn.WrapperError | ** (KeyError) no price | KeyError | no price
            """)
    void aWrapperThatSaysNothingGoesWithItsCause(
            String platform, String type, @Nullable String value, String causeType, @Nullable String causeValue) {
        String said = value == null ? null : value.replace("\\|", "|");
        Event wrapped = event(platform, cause(causeType, causeValue), link(type, said, "wrap"));
        Event bare = event(platform, cause(causeType, causeValue));

        assertThat(Title.of(wrapped))
                .isEqualTo(Title.of(bare))
                .isEqualTo(causeValue == null ? causeType : causeType + ": " + causeValue);
        assertThat(Title.culprit(wrapped)).isEqualTo(Title.culprit(bare)).contains("fail");
        assertThat(print(wrapped)).isEqualTo(print(bare));
        assertThat(print(wrapped))
                .isNotEqualTo(print(event(platform, cause("Quite" + causeType, causeValue), link(type, said, "wrap"))));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
            java | ExecutionException | the cart of tenant A could not be loaded | IOException | disk full
            java | PaymentFailedException | java.io.IOException: disk full | IOException | disk full
            java | PaymentFailedException | | IOException | disk full
            java | BeanCreationException | Error creating bean with name 'cart' | IOException | disk full
            java | RuntimeException | cart: disk full | IOException | disk full
            javascript | Error | the cart could not be rendered | TypeError | cart is undefined
            javascript | TypeError | cart.total is not a function | RangeError | cart is undefined
            python | KeyError | 'price' | ValueError | no price
            go | *fmt.wrapError | load cart: connection refused | *net.OpError | connection refused
            csharp | System.InvalidOperationException | One or more errors occurred. (disk full) | System.IO.IOException | disk full
            """)
    void aWrapperWithAWordOfItsOwnKeepsItsPlace(
            String platform, String type, @Nullable String value, String causeType, @Nullable String causeValue) {
        Event wrapped = event(platform, cause(causeType, causeValue), link(type, value, "wrap"));

        assertThat(Title.of(wrapped)).isEqualTo(value == null ? type : type + ": " + value);
        assertThat(Title.culprit(wrapped)).contains("wrap");
        assertThat(print(wrapped)).isNotEqualTo(print(event(platform, cause(causeType, causeValue))));
    }

    @Test
    void whatLiesBehindSeveralWrappersIsWhatHappened() {
        JsonObject execution =
                link("ExecutionException", "java.lang.RuntimeException: java.io.IOException: disk full", "get");
        JsonObject runtime = link("RuntimeException", "java.io.IOException: disk full", "call");

        Event wrapped = event("java", cause("IOException", "disk full"), runtime, execution);

        assertThat(Title.of(wrapped)).isEqualTo("IOException: disk full");
        assertThat(print(wrapped)).isEqualTo(print(event("java", cause("IOException", "disk full"))));
    }

    /** As a client for Java sends a resource that could not be closed: its own exception behind the cause. */
    @Test
    void aSuppressedExceptionNeitherNamesTheIssueNorSplitsIt() {
        JsonObject cause = mechanism(cause("IOException", "disk full"), "chained", 2, 0);
        JsonObject suppressed = mechanism(link("CloseException", "not open", "close"), "suppressed", 1, 0);
        JsonObject itsCause = mechanism(link("SocketException", "reset", "send"), "chained", 3, 1);
        JsonObject thrown = mechanism(link("CartException", "no cart", "load"), "chained", 0, null);

        Event whole = event("java", cause, itsCause, suppressed, thrown);

        assertThat(print(whole)).isEqualTo(print(event("java", cause, thrown)));
        assertThat(Title.of(event("java", cause, thrown, suppressed))).isEqualTo("CartException: no cart");
        assertThat(Title.of(event("java", suppressed))).isEqualTo("CloseException: not open");
    }

    @Test
    void theExceptionThatTheClientNamesWins() {
        JsonObject other = mechanism(link("SocketException", "reset", "send"), "chained", 3, 0);
        JsonObject cause = mechanism(cause("IOException", "disk full"), "chained", 2, 1);
        JsonObject main = mechanism(link("CartException", "no cart", "load"), "chained", 1, 0);
        JsonObject thrown = mechanism(link("PageException", "no page", "show"), "generic", 0, null);
        thrown.getJsonObject("mechanism").put("main_exception_id", 1);

        Event named = event("java", other, cause, main, thrown);

        assertThat(Title.of(named)).isEqualTo("CartException: no cart");
        assertThat(Title.culprit(named)).isEqualTo("shop.Cart in load");
        assertThat(print(named)).isEqualTo(print(event("java", cause, main)));
        assertThat(print(NativeEvent.decodeStored(named.json()))).isEqualTo(print(named));
    }

    @Test
    void theEventMayNameItToo() {
        JsonObject main = mechanism(cause("IOException", "disk full"), "chained", 1, 0);
        JsonObject thrown = mechanism(link("PageException", "no page", "show"), "generic", 0, null);

        Event named = decoded(json("java", main, thrown).put("main_exception_id", 1));

        assertThat(Title.of(named)).isEqualTo("IOException: disk full");
        assertThat(Title.of(NativeEvent.decodeStored(named.json()))).isEqualTo("IOException: disk full");
        assertThat(Title.of(decoded(json("java", main, thrown).put("main_exception_id", 7))))
                .isEqualTo("PageException: no page");
    }

    /** A member of a group may be wrapped, as by a pool that ran it. */
    @Test
    void theWrapperOfAGroupsMemberSaysNothingEither() {
        JsonObject io = mechanism(cause("IOException", "disk full"), "chained", 2, 1);
        JsonObject execution = mechanism(link("ExecutionException", "IOException: disk full", "get"), "chained", 1, 0);
        JsonObject group = mechanism(link("CompositeException", "1 exceptions occurred.", "all"), "generic", 0, null);
        group.getJsonObject("mechanism").put("is_exception_group", true);

        assertThat(Title.of(event("java", io, execution, group))).isEqualTo("IOException: disk full");
        assertThat(print(event("java", io, execution, group))).isEqualTo(print(event("java", io)));
    }

    @Test
    void theOnlyStackCountsAlsoWhenItIsAWrappers() {
        JsonObject io = new JsonObject().put("type", "IOException").put("value", "disk full");

        Event here = event("java", io, link("ExecutionException", "java.io.IOException: disk full", "get"));
        Event there = event("java", io, link("ExecutionException", "java.io.IOException: disk full", "join"));

        assertThat(Title.of(here)).isEqualTo("IOException: disk full");
        assertThat(print(here)).isNotEqualTo(print(there));
    }

    private static JsonObject cause(String type, @Nullable String value) {
        return link(type, value, "fail");
    }

    private static JsonObject link(String type, @Nullable String value, String function) {
        JsonObject frame = new JsonObject()
                .put("filename", "shop/cart.src")
                .put("module", "shop.Cart")
                .put("function", function)
                .put("in_app", true);
        return new JsonObject()
                .put("type", type)
                .put("value", value)
                .put("stacktrace", new JsonObject().put("frames", new JsonArray().add(frame)));
    }

    private static JsonObject mechanism(JsonObject exception, String type, int id, @Nullable Integer parent) {
        return exception
                .copy()
                .put(
                        "mechanism",
                        new JsonObject()
                                .put("type", type)
                                .put("exception_id", id)
                                .put("parent_id", parent));
    }

    private static JsonObject json(String platform, JsonObject... causesFirst) {
        return new JsonObject()
                .put("platform", platform)
                .put("exception", new JsonObject().put("values", new JsonArray(List.of(causesFirst))));
    }

    private static Event event(String platform, JsonObject... causesFirst) {
        return decoded(json(platform, causesFirst));
    }

    private static Event decoded(JsonObject event) {
        return SentryEvent.decode(event.encode().getBytes(StandardCharsets.UTF_8), ARRIVAL);
    }

    private static String print(Event event) {
        return Fingerprint.of(event).fingerprint();
    }
}
