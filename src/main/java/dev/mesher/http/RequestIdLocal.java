package dev.mesher.http;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/** Reserves the place of the {@link RequestId} in each context. Vert.x loads it before it makes the first context. */
public final class RequestIdLocal implements VertxServiceProvider {
    static final ContextLocal<RequestId> KEY = ContextLocal.registerLocal(RequestId.class);

    @Override
    public void init(VertxBootstrap bootstrap) {}
}
