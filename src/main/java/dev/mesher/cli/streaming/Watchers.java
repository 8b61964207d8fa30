package dev.mesher.cli.streaming;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.RemoteNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;

/** All subscribers of a run. The last one stops reading before the first event. Blocks the command's thread. */
final class Watchers implements AutoCloseable {
    private static final int OPEN_AT_ONCE = 50;
    private static final long TICK_MILLIS = 100;
    private static final int QUIET_TICKS = 10;
    private static final int MOST_TICKS = 600;
    private static final int RECEIVE_BYTES = 256 * 1024;

    private final ClientVertx client = new ClientVertx();
    private final List<Watcher> watchers = new ArrayList<>();
    private final NetClient net;
    private final String host;
    private final int port;
    private final String request;

    Watchers(RemoteNode target, int port) {
        this.host = target.url().host();
        this.port = port;
        this.net = client.vertx()
                .createNetClient(new NetClientOptions().setConnectTimeout(5_000).setReceiveBufferSize(RECEIVE_BYTES));
        this.request = "GET /stream/projects/" + URLEncoder.encode(target.project(), StandardCharsets.UTF_8)
                + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + (target.token() == null ? "" : "Authorization: Bearer " + target.token() + "\r\n")
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    /**
     * @throws CommandFailed when the node does not accept all of them
     */
    void open(int count) {
        Promise<Void> opened = Promise.promise();
        client.vertx().runOnContext(go -> openNext(count).onComplete(opened));
        try {
            Void unused = opened.future().await();
        } catch (Exception refused) {
            throw new CommandFailed(
                    "subscriber " + watchers.size() + " could not open its stream: " + CommandFailed.words(refused));
        }
    }

    private Future<Void> openNext(int left) {
        if (left == 0) {
            return Future.succeededFuture();
        }
        List<Future<Void>> some = new ArrayList<>();
        for (int i = 0; i < Math.min(left, OPEN_AT_ONCE); i++) {
            Watcher watcher = new Watcher();
            watchers.add(watcher);
            some.add(watcher.open(net, host, port, request));
        }
        return Future.all(some).compose(opened -> openNext(left - some.size()));
    }

    /** The subscriber that does not read. */
    Watcher stopped() {
        return watchers.get(watchers.size() - 1);
    }

    void stopTheLast() {
        onLoop(() -> stopped().stopReading());
    }

    void resumeTheLast() {
        onLoop(() -> stopped().resume());
    }

    /** Waits until no message has come for a second, at most one minute. */
    void awaitQuiet() throws InterruptedException {
        long before = -1;
        int quiet = 0;
        for (int tick = 0; tick < MOST_TICKS && quiet < QUIET_TICKS; tick++) {
            long now = watchers.stream().mapToLong(Watcher::bytes).sum();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** Statistics of a figure over all subscribers but the stopped one. */
    LongSummaryStatistics ofReaders(ToLongFunction<Watcher> figure) {
        return watchers.subList(0, watchers.size() - 1).stream()
                .mapToLong(figure)
                .summaryStatistics();
    }

    /**
     * For each subscriber, the messages that it received or was told of. All are equal when no message was lost
     * silently.
     */
    LongSummaryStatistics accountedFor() {
        return watchers.stream()
                .mapToLong(watcher -> watcher.events() + watcher.others() + watcher.told())
                .summaryStatistics();
    }

    long closed() {
        return watchers.stream().filter(Watcher::closed).count();
    }

    private void onLoop(Runnable action) {
        Promise<Void> done = Promise.promise();
        client.vertx().runOnContext(go -> {
            action.run();
            done.complete();
        });
        Void unused = done.future().await();
    }

    @Override
    public void close() {
        client.close();
    }
}
