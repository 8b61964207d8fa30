package dev.mesher.cli.streaming;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A subscriber on a connection of its own, which counts its messages. Runs on one event loop. */
final class Watcher {
    private static final Pattern DROPPED = Pattern.compile("\\{\"type\":\"dropped\",\"count\":(\\d+)}");
    private static final String HEAD_END = "\r\n\r\n";
    private static final int TEXT = 1;
    private static final int PING = 9;

    /** A pong frame without content, masked with zeros. */
    private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    private final FrameScanner scanner = new FrameScanner(this::frame);
    private final Promise<Void> opened = Promise.promise();
    private final Buffer head = Buffer.buffer();
    private @Nullable NetSocket socket;
    private final LongAdder events = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final LongAdder told = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean closed;

    /** Completes when the node has accepted the subscription. */
    Future<Void> open(NetClient client, String host, int port, String request) {
        return client.connect(port, host).compose(connected -> {
            socket = connected;
            NetSocket unused = connected.handler(this::read).closeHandler(gone -> {
                closed = true;
                boolean unusedLate = opened.tryFail("the node closed the connection");
            });
            return connected.write(request).compose(sent -> opened.future());
        });
    }

    /** Stops reading until {@link #resume}. */
    void stopReading() {
        if (socket != null) {
            NetSocket unused = socket.pause();
        }
    }

    void resume() {
        if (socket != null) {
            NetSocket unused = socket.resume();
        }
    }

    long events() {
        return events.sum();
    }

    /** The number of messages that are neither events nor about dropped messages. */
    long others() {
        return others.sum();
    }

    /** The number of dropped messages of which the node told this subscriber. */
    long told() {
        return told.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    boolean closed() {
        return closed;
    }

    private void read(Buffer chunk) {
        bytes.add(chunk.length());
        if (opened.future().succeeded()) {
            scanner.read(chunk, 0);
            return;
        }
        head.appendBuffer(chunk);
        String text = head.toString("ISO-8859-1");
        int end = text.indexOf(HEAD_END);
        if (end >= 0) {
            String status = text.substring(0, text.indexOf('\r'));
            if (status.contains(" 101 ")) {
                opened.complete();
                scanner.read(head, end + HEAD_END.length());
            } else {
                boolean unused = opened.tryFail("the node answered " + status);
            }
        }
    }

    private void frame(int opcode, String beginning, long length) {
        if (opcode == PING && socket != null) {
            Future<Void> unused = socket.write(Buffer.buffer(PONG));
        } else if (opcode == TEXT && beginning.startsWith("{\"type\":\"event\"")) {
            events.increment();
        } else if (opcode == TEXT) {
            Matcher dropped = DROPPED.matcher(beginning);
            if (dropped.matches()) {
                told.add(Long.parseLong(dropped.group(1)));
            } else {
                others.increment();
            }
        }
    }
}
