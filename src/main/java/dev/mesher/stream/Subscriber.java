package dev.mesher.stream;

import dev.mesher.event.Refusal;
import dev.mesher.http.Upgrade;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the stream: what it follows, its queue, and at most one write at a time. Queued messages are written
 * together. They are written to the channel as complete frames, so a message is encoded once and not once for each
 * client. To be used on the event loop of its socket.
 */
final class Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final int WRITE_BYTES = 64 * 1024;

    /** How long a closing handshake may take. A client that does not read never answers it. */
    private static final long CLOSE_MILLIS = 5_000;

    private final UUID project;
    private final Upgrade upgrade;
    private final WebSocketInternal socket;
    private final Backlog backlog;
    private final StreamMeters meters;
    private final Consumer<Subscriber> ready;
    private final @Nullable BiConsumer<StreamView, StreamView> viewChanged;
    private Filter filter = Filter.NONE;
    private StreamView view = StreamView.EVENTS;
    private long heardNanos = System.nanoTime();
    private boolean writing;
    private boolean queued;
    private boolean ended;

    /**
     * Creates a subscriber.
     *
     * @param ready called when there is something to {@link #flush}
     * @param viewChanged called with the former and the next view; null when the client may not choose one
     */
    Subscriber(
            UUID project,
            Upgrade upgrade,
            WebSocketInternal socket,
            HeldBytes held,
            StreamMeters meters,
            Consumer<Subscriber> ready,
            @Nullable BiConsumer<StreamView, StreamView> viewChanged) {
        this.project = project;
        this.upgrade = upgrade;
        this.socket = socket;
        this.backlog = new Backlog(held);
        this.meters = meters;
        this.ready = ready;
        this.viewChanged = viewChanged;
    }

    /**
     * Begins to listen.
     *
     * @param gone runs once when the socket is closed, by either side
     */
    void open(Runnable gone) {
        WebSocket unused = socket.textMessageHandler(this::frame)
                .binaryMessageHandler(bytes -> offer(MessageJson.error(project, "expected text")))
                .pongHandler(pong -> heardNanos = System.nanoTime())
                .exceptionHandler(broken -> {
                    LOG.debug("stream broken", broken);
                    cut();
                })
                .closeHandler(closed -> {
                    ended = true;
                    backlog.clear();
                    gone.run();
                });
    }

    UUID project() {
        return project;
    }

    /** The request that opened the stream. */
    Upgrade upgrade() {
        return upgrade;
    }

    StreamView view() {
        return view;
    }

    boolean wants(StreamMessage message) {
        return message.isFor(view) && filter.lets(message);
    }

    void offer(StreamMessage message) {
        if (ended || !wants(message)) {
            return;
        }
        if (message.lost() > 0) {
            backlog.lost(message.lost());
            meters.dropped(message.lost());
            return;
        }
        int dropped = backlog.add(message);
        if (dropped > 0) {
            meters.dropped(dropped);
        }
        callForFlush();
    }

    /** Writes queued messages until the connection takes no more for now. */
    void flush() {
        while (!writing && !ended && !backlog.isEmpty()) {
            write();
        }
        queued = false;
    }

    /** Sends a ping, or cuts the connection when the last pong is older than {@code silentSinceNanos}. */
    void ping(long silentSinceNanos) {
        if (heardNanos - silentSinceNanos < 0) {
            cut();
        } else {
            socket.writePing(Buffer.buffer()).onFailure(gone -> LOG.debug("ping not sent", gone));
        }
    }

    /** Closes the socket with a reason. Cuts the connection when the client does not answer in time. */
    void end(Vertx vertx, short code, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        socket.close(code, reason).onFailure(gone -> LOG.debug("stream was closed already", gone));
        long unused = vertx.setTimer(CLOSE_MILLIS, late -> cut());
    }

    private void cut() {
        ended = true;
        // The channel's own close would first send a close frame and wait for the answer.
        ChannelFuture unused = socket.channelHandlerContext().close();
    }

    private void frame(String text) {
        heardNanos = System.nanoTime();
        try {
            Wish wish = viewChanged == null ? Filter.parse(text) : Wish.parse(text);
            if (wish instanceof StreamView next) {
                turnTo(next);
            } else if (wish instanceof Filter chosen) {
                filter = chosen;
                offer(MessageJson.filtersUpdated(project));
            }
        } catch (Refusal refusal) {
            offer(MessageJson.error(project, refusal.getMessage()));
        }
    }

    private void turnTo(StreamView next) {
        if (viewChanged != null && !ended) {
            viewChanged.accept(view, next);
            view = next;
            offer(ViewJson.updated(project, next));
        }
    }

    private void callForFlush() {
        if (!writing && !queued) {
            queued = true;
            ready.accept(this);
        }
    }

    private void write() {
        List<byte[]> frames = new ArrayList<>();
        int bytes = 0;
        long dropped = backlog.takeDropped();
        if (dropped > 0) {
            byte[] told = MessageJson.dropped(dropped);
            frames.add(told);
            bytes += told.length + TextFrames.MOST_HEADER_BYTES;
        }
        int messages = 0;
        long received = 0;
        for (StreamMessage next = backlog.next(); next != null; next = backlog.next()) {
            int size = next.json().length + TextFrames.MOST_HEADER_BYTES;
            if (messages > 0 && bytes + size > WRITE_BYTES) {
                break;
            }
            StreamMessage taken = backlog.take();
            received = received == 0 ? taken.receivedMillis() : received;
            frames.add(taken.json());
            bytes += size;
            messages++;
        }
        write(frames, bytes, messages, received);
    }

    /**
     * Writes the frames.
     *
     * @param received when the first event among them was received, in milliseconds since 1970; 0 when there is none.
     *     It has waited longest, and stands for the others of this write
     */
    private void write(List<byte[]> frames, int bytes, int messages, long received) {
        ChannelHandlerContext channel = socket.channelHandlerContext();
        ByteBuf out = channel.alloc().ioBuffer(bytes);
        frames.forEach(frame -> TextFrames.append(out, frame));
        writing = true;
        ChannelFuture unused = channel.writeAndFlush(out).addListener(written -> {
            writing = false;
            if (written.isSuccess()) {
                meters.sent(messages);
                if (received > 0) {
                    meters.eventSent(received);
                }
            }
            if (!backlog.isEmpty()) {
                callForFlush();
            }
        });
    }
}
