package dev.mesher.told.send;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes TLS sockets, and puts TLS on a socket that is connected already, as STARTTLS does. The mail library asks for no
 * others.
 */
final class TlsSockets extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final OpenSockets open;

    TlsSockets(SSLSocketFactory tls, OpenSockets open) {
        this.tls = tls;
        this.open = open;
    }

    @Override
    public Socket createSocket() throws IOException {
        return open.add(tls.createSocket());
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
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
