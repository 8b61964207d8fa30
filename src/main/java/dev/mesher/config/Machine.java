package dev.mesher.config;

import java.util.Optional;

/** What the defaults ask of the machine that a node runs on. */
public interface Machine {
    /** Without spaces. */
    String hostname();

    /** Whether all addresses of {@code host} are loopback ones; false also when it has none. */
    boolean isLoopback(String host);

    /** The first address of this machine that is not a loopback one, in its text form. */
    Optional<String> outwardAddress();

    long maxHeapBytes();

    /** Files and connections that the process may have open at once. */
    long maxFileDescriptors();
}
