package dev.mesher.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a client and its server. It can swallow the answers, break, and refuse connections. */
public final class CuttableLink {
    private final NetClient client;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean swallowing;
    private volatile boolean down;
    private volatile boolean refusesEveryOther;
    private int connections;

    /** From a port of its own to {@code target} on this machine. */
    public CuttableLink(Vertx vertx, int target) {
        this.target = target;
        this.client = vertx.createNetClient();
        this.server = Await.await(
                vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on the server is heard no more; what is sent to it still arrives. */
    public void swallowAnswers() {
        swallowing = true;
    }

    /** Breaks every connection; later ones are good. */
    public void cut() {
        Set<NetSocket> broken = Set.copyOf(open);
        swallowing = false;
        broken.forEach(socket -> Await.await(socket.close()));
    }

    /** Breaks every connection, and each later one until it is {@link #up}. */
    public void down() {
        down = true;
        cut();
    }

    /** Breaks the first connection from now on, the third, and so on, until it is {@link #up}. */
    public void refuseEveryOther() {
        refusesEveryOther = true;
    }

    public void up() {
        down = false;
        refusesEveryOther = false;
    }

    private void connected(NetSocket near) {
        if (down || (refusesEveryOther && ++connections % 2 == 1)) {
            near.close();
            return;
        }
        near.pause();
        client.connect(target, "127.0.0.1").onSuccess(far -> join(near, far)).onFailure(refused -> {
            Future<Void> unused = near.close();
        });
    }

    private void join(NetSocket near, NetSocket far) {
        open.add(near);
        near.handler(far::write);
        far.handler(answer -> {
            if (!swallowing) {
                near.write(answer);
            }
        });
        near.closeHandler(closed -> {
            open.remove(near);
            far.close();
        });
        far.closeHandler(closed -> near.close());
        near.resume();
    }
}
