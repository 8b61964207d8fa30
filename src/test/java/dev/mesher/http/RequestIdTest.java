package dev.mesher.http;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a request: in its answer, and in the lines that are logged for it. */
final class RequestIdTest {
    private static final String HEADER = "X-Request-Id";

    private final Vertx vertx = Vertx.vertx();

    /** One connection, so that all requests share the context of the connection. */
    private final HttpClientAgent client =
            vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(1));

    private final LoggerContext logs = new LoggerContext();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void start() {
        logs.setMDCAdapter(new LogbackMDCAdapter());
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent line) {
                logged.add(line.getMessage() + " " + line.getMDCPropertyMap().get("request_id"));
            }
        };
        appender.addFilter(new RequestIdFilter());
        appender.setContext(logs);
        appender.start();
        logs.getLogger("of").setLevel(Level.INFO);
        logs.getLogger("of").addAppender(appender);
        server = await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        Void unused = await(vertx.close());
    }

    /** Logs at once, on a worker and after a timer, and answers with the status that the query names. */
    private void handle(HttpServerRequest request) {
        RequestId id = RequestId.begin(request);
        log("at once");
        vertx.executeBlocking(() -> {
                    log("on a worker");
                    return "";
                })
                .compose(done -> vertx.timer(1))
                .onSuccess(late -> {
                    log("later");
                    request.response().setStatusCode(Integer.parseInt(request.query()));
                    if ("/event".equals(request.path())) {
                        request.response().putHeader("X-Mesh-Continuity-Request-Key", "1");
                    }
                    id.addTo(request.response());
                    Future<Void> unused = request.response().end();
                });
    }

    private void log(String words) {
        logs.getLogger("of").info(words);
    }

    @Test
    void theClientsNameIsInEachLineAndInTheAnswer() {
        assertThat(answered("/?200", "from.a_proxy-1")).isEqualTo("from.a_proxy-1");

        assertThat(logged)
                .containsExactly("at once from.a_proxy-1", "on a worker from.a_proxy-1", "later from.a_proxy-1");
    }

    @Test
    void twoRequestsOfOneConnectionHaveTwoNames() {
        String first = answered("/?200", null);
        String second = answered("/?200", null);

        assertThat(first).matches("[0-9a-f]{16}").isNotEqualTo(second);
        assertThat(logged)
                .containsExactly(
                        "at once " + first,
                        "on a worker " + first,
                        "later " + first,
                        "at once " + second,
                        "on a worker " + second,
                        "later " + second);
    }

    @Test
    void aLineOfNoRequestHasNoName() {
        String unused = answered("/?200", "a");
        log("outside");
        Object unusedTick = await(vertx.timer(1).onSuccess(tick -> log("timer")));

        assertThat(logged).endsWith("outside null", "timer null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a\u00e9", "{}", "0123456789012345678901234567890123456789012345678901234567890123x"})
    void aMalformedNameIsReplaced(String name) {
        assertThat(answered("/?200", name)).matches("[0-9a-f]{16}");
    }

    @Test
    void theAnswerToAnEventHasANameOnlyWhenItIsGivenOrRefused() {
        assertThat(answered("/event?202", null)).isNull();
        assertThat(answered("/event?202", "mine")).isEqualTo("mine");
        assertThat(answered("/event?429", null)).isNotNull();
    }

    private @Nullable String answered(String uri, @Nullable String name) {
        HttpClientResponse answer = await(client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", uri)
                .compose(request -> {
                    if (name != null) {
                        request.putHeader(HEADER, name);
                    }
                    return request.send();
                }));
        return answer.getHeader(HEADER);
    }
}
