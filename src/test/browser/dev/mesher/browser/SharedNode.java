package dev.mesher.browser;

import dev.mesher.testing.TemporaryDirectory;
import dev.mesher.testing.TestNode;

/** The node of the whole run. It has no account, so whoever works on this machine is its operator. */
final class SharedNode implements AutoCloseable {
    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final TestNode node = TestNode.start(directory.path());

    int port() {
        return node.httpPort();
    }

    /** Changes its database behind its back. */
    void sql(String statement, Object... arguments) {
        node.sql(statement, arguments);
    }

    @Override
    public void close() {
        node.close();
        directory.close();
    }
}
