package dev.mesher.testing;

import static dev.mesher.testing.Await.await;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the live stream, and what it was sent. Blocking. */
public final class StreamClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final WebSocketClient client;
    private final WebSocket socket;

    /** Fails with {@code UpgradeRejectedException} when it is not let in; {@code headers} are names and values in turn. */
    public StreamClient(Vertx vertx, int port, String path, String... headers) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        client = vertx.createWebSocketClient();
        socket = await(client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI(path)
                        .setHeaders(all))
                .map(opened -> {
                    WebSocket unused = opened.textMessageHandler(messages::add);
                    return opened;
                }));
    }

    /** The request that asks for a stream, for a bare socket. */
    public static String upgrade(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    public WebSocket socket() {
        return socket;
    }

    public void send(String text) {
        await(socket.writeTextMessage(text));
    }

    /** The next message. */
    public String next() {
        try {
            String next = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no message came");
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next message of that type; those before it are passed over. */
    public JsonObject next(String type) {
        while (true) {
            JsonObject message = new JsonObject(next());
            if (message.getString("type").equals(type)) {
                return message;
            }
        }
    }

    /** Whether nothing came that was not taken. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    @Override
    public void close() {
        await(client.close());
    }
}
