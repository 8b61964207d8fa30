package dev.mesher.told.send;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a receiver, and refuses those that may not be called. */
record CheckedAddresses(NameResolver names, AddressGuard guard) {
    /**
     * The addresses, all of which may be called. The name is looked up once: whoever connects must use these.
     *
     * @return fails with a {@link Refusal} whose message is for the operator
     */
    Future<List<InetAddress>> of(WebAddress to) {
        return found(to).compose(addresses -> guard.refusal(to.host(), addresses)
                .<Future<List<InetAddress>>>map(words -> Future.failedFuture(Refusal.forbidden(words)))
                .orElseGet(() -> Future.succeededFuture(addresses)));
    }

    private Future<List<InetAddress>> found(WebAddress to) {
        return to.literal()
                .map(address -> Future.succeededFuture(List.of(address)))
                .orElseGet(() -> names.resolve(to.host())
                        .recover(unknown ->
                                Future.failedFuture(Refusal.forbidden("the name " + to.host() + " is not known"))));
    }
}
