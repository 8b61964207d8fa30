package dev.mesher.config;

import java.util.Optional;

/** What the default values depend on: properties of the machine on which the node runs. */
public interface Machine {
    /** The host name, without spaces. */
    String hostname();

    /** Whether all addresses of {@code host} are loopback addresses. False when it has none. */
    boolean isLoopback(String host);

    /** The first address of this machine that is not a loopback address, as text. */
    Optional<String> outwardAddress();

    long maxHeapBytes();

    /** How many files and connections the process may have open at the same time. */
    long maxFileDescriptors();
}
