package dev.mesher.told.send;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes unencrypted sockets. The mail library asks for those that are not connected yet, and for no others. */
final class PlainSockets extends SocketFactory {
    private final OpenSockets open;

    PlainSockets(OpenSockets open) {
        this.open = open;
    }

    @Override
    public Socket createSocket() throws IOException {
        return open.add(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
