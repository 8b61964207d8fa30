package dev.mesher.told.send;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets of one SMTP dialogue. The dialogue blocks a thread of its own, so another thread ends it by closing its
 * sockets. Any thread.
 */
final class OpenSockets implements AutoCloseable {
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Remembers a socket that is not connected yet. */
    Socket add(Socket socket) throws IOException {
        sockets.add(socket);
        if (closed) {
            socket.close();
        }
        return socket;
    }

    /** Closes all sockets, also those that are still to come. Whoever reads from one gets an exception. */
    @Override
    public void close() {
        closed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException alreadyBroken) {
                // It is closed all the same.
            }
        }
    }
}
