package dev.mesher.told.send;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call, from the look-up to the answer. Used on one context. */
final class HttpCall {
    /** Addresses of a name that are tried, one after the other. */
    private static final int MOST_ADDRESSES = 3;

    private final Context context;
    private final Outbound.Post post;
    private final Promise<Outcome> outcome = Promise.promise();

    private String stage = "looking the name up";
    private @Nullable HttpClientRequest open;
    private @Nullable ReceivedAnswer answer;

    HttpCall(Context context, Outbound.Post post) {
        this.context = context;
        this.post = post;
    }

    Future<Outcome> run(CheckedAddresses checked, Connector connector, TimeLimit limit) {
        context.runOnContext(start -> {
            Runnable callOff = limit.start(HttpSender.LIMIT, () -> context.runOnContext(late -> late()));
            outcome.future().onComplete(done -> {
                callOff.run();
                reset();
            });
            checked.of(post.to())
                    .onSuccess(addresses -> connect(connector, addresses, 0))
                    .onFailure(refused -> end(Outcome.failed(CallFailure.words(refused, post.to()))));
        });
        return outcome.future();
    }

    private void connect(Connector connector, List<InetAddress> addresses, int at) {
        if (outcome.future().isComplete()) {
            return;
        }
        stage = "connecting";
        int tries = Math.min(addresses.size(), MOST_ADDRESSES);
        RequestOptions options = options(addresses.get(at))
                .setConnectTimeout(HttpSender.LIMIT.dividedBy(tries).toMillis());
        connector.open(options).onSuccess(this::send).onFailure(unreachable -> {
            if (at + 1 < tries) {
                connect(connector, addresses, at + 1);
            } else {
                end(Outcome.failed(CallFailure.words(unreachable, post.to())));
            }
        });
    }

    private RequestOptions options(InetAddress address) {
        WebAddress to = post.to();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, to.port())))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.tls())
                .setURI(to.path())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "Mesher");
        post.headers().forEach(options::putHeader);
        return options;
    }

    private void send(HttpClientRequest request) {
        open = request;
        if (outcome.future().isComplete()) {
            reset();
            return;
        }
        stage = "waiting for the answer";
        request.send(post.body())
                .onSuccess(this::receive)
                .onFailure(broken -> end(Outcome.failed(CallFailure.words(broken, post.to()))));
    }

    private void receive(HttpClientResponse response) {
        ReceivedAnswer received = new ReceivedAnswer(response);
        answer = received;
        response.exceptionHandler(broken -> end(received.outcome()));
        response.endHandler(ended -> end(received.outcome()));
        response.handler(chunk -> {
            if (received.isFullAfter(chunk)) {
                end(received.outcome());
            }
        });
    }

    private void late() {
        ReceivedAnswer received = answer;
        end(
                received == null
                        ? Outcome.failed("gave up after " + HttpSender.LIMIT.toSeconds() + " s while " + stage)
                        : received.outcome());
    }

    private void end(Outcome how) {
        boolean unused = outcome.tryComplete(how);
    }

    /** Closes the connection, whatever is still to come on it. */
    private void reset() {
        HttpClientRequest request = open;
        if (request != null) {
            Future<Void> unused = request.reset();
        }
    }
}
