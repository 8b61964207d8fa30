package dev.mesher.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Configures how Vert.x reads JSON, including the {@code jsonb} columns of its PostgreSQL client. By default its reader
 * looks names up in a table that all threads share and that grows with each new name. A client could fill it with names
 * that collide, and then the reader would refuse the JSON of others. With this configuration every name is copied
 * instead. Loaded by {@link java.util.ServiceLoader}.
 */
public final class VertxJsonFactory implements io.vertx.core.spi.JsonFactory {
    private static final DatabindCodec CODEC = codecOf();

    /** Comes before factories without an order. */
    @Override
    public int order() {
        return 0;
    }

    @Override
    public JsonCodec codec() {
        return CODEC;
    }

    /**
     * Vert.x creates its own factory, so that one has to be changed. Jackson advises against that once the factory was
     * used.
     */
    @SuppressWarnings("deprecation")
    private static DatabindCodec codecOf() {
        JsonFactory unused = DatabindCodec.mapper()
                .getFactory()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonParser.Feature.ALLOW_COMMENTS);
        return new DatabindCodec();
    }
}
