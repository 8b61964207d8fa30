package dev.mesher.config;

import java.util.Optional;

/** A machine called {@code box}, whose only name for itself is {@code localhost}. */
record FakeMachine(Optional<String> outwardAddress) implements Machine {
    static final long HEAP = 1L << 29;
    static final int CONNECTIONS = 3_584;

    FakeMachine() {
        this(Optional.of("10.1.2.3"));
    }

    @Override
    public String hostname() {
        return "box";
    }

    @Override
    public boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    @Override
    public long maxHeapBytes() {
        return HEAP;
    }

    @Override
    public long maxFileDescriptors() {
        return 4_096;
    }
}
