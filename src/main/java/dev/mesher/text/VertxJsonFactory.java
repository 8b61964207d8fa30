package dev.mesher.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.core.spi.json.JsonCodec;

/**
 * How Vert.x reads JSON, also the {@code jsonb} columns that its PostgreSQL client gives: each name is copied. As Vert.x
 * makes it, its one reader looks names up in a table that all threads share and that grows with each new name; strangers could
 * fill it with names that collide, and from then on it refuses what others send. Found by {@link java.util.ServiceLoader}.
 */
public final class VertxJsonFactory implements io.vertx.core.spi.JsonFactory {
    private static final DatabindCodec CODEC = codecOf();

    /** Before those that bring no order of their own. */
    @Override
    public int order() {
        return 0;
    }

    @Override
    public JsonCodec codec() {
        return CODEC;
    }

    /** Vert.x makes its factory itself: it can only be changed, which Jackson advises against once it has read something. */
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
