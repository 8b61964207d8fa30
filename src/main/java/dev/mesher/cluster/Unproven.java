package dev.mesher.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accepted connections that have not proved the cookie yet. Each holds a thread, so their number is bounded. A
 * connection beyond the bound closes the oldest one of the address that has most. So a client that keeps connections
 * open only closes its own.
 */
final class Unproven {
    private final int max;
    private final List<Socket> oldestFirst = new ArrayList<>();

    Unproven(int max) {
        this.max = max;
    }

    synchronized void enter(Socket socket) {
        if (oldestFirst.size() >= max) {
            Socket last = oldestOfTheBusiest();
            oldestFirst.remove(last);
            close(last);
        }
        oldestFirst.add(socket);
    }

    synchronized void leave(Socket socket) {
        oldestFirst.remove(socket);
    }

    private Socket oldestOfTheBusiest() {
        Map<@Nullable InetAddress, Integer> counts = new HashMap<>();
        for (Socket socket : oldestFirst) {
            int unused = counts.merge(socket.getInetAddress(), 1, Integer::sum);
        }
        Socket found = oldestFirst.get(0);
        for (Socket socket : oldestFirst) {
            if (count(counts, socket) > count(counts, found)) {
                found = socket;
            }
        }
        return found;
    }

    private static int count(Map<@Nullable InetAddress, Integer> counts, Socket socket) {
        return counts.getOrDefault(socket.getInetAddress(), 0);
    }

    /** Closes the socket; the thread that reads it gets an exception. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
