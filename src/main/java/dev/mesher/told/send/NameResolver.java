package dev.mesher.told.send;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Looks the addresses of a host name up, without blocking. */
@FunctionalInterface
public interface NameResolver {
    /** All addresses of {@code name}, in the order in which they should be tried. Fails when the name is unknown. */
    Future<List<InetAddress>> resolve(String name);
}
