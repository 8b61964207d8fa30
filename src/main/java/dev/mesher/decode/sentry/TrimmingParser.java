package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives of an event's JSON no more than so many tokens. Each field of the event may take half of what the fields before it
 * left, so that a large one does not cost the others; what a list or an object has past that is passed over.
 */
final class TrimmingParser extends JsonParserDelegate {
    private final Notes notes;
    private final BitSet lists = new BitSet();
    private int depth;
    private int left;
    private int share;
    private String field = "";
    private boolean noted;

    /** @param tokens most that are given, beside brackets that close */
    TrimmingParser(JsonParser parser, int tokens, Notes notes) {
        super(parser);
        this.notes = notes;
        this.left = tokens;
        this.share = tokens;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken last = delegate.currentToken();
        JsonToken token = delegate.nextToken();
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
            field = delegate.currentName();
            share = left / 2;
            noted = false;
        }
        while (share <= 0 && token != null && canBePassedOver(last, token)) {
            token = passOver(token);
        }
        count(token);
        return token;
    }

    /** A name with its value, or the element of a list. */
    private boolean canBePassedOver(@Nullable JsonToken last, JsonToken token) {
        return token == JsonToken.FIELD_NAME
                || (depth > 0 && lists.get(depth) && !token.isStructEnd() && last != JsonToken.FIELD_NAME);
    }

    private @Nullable JsonToken passOver(JsonToken token) throws IOException {
        if (!noted) {
            notes.add(field, "too many values, trimmed");
            noted = true;
        }
        if (token == JsonToken.FIELD_NAME) {
            JsonToken unused = delegate.nextToken();
        }
        JsonParser unused = delegate.skipChildren();
        return delegate.nextToken();
    }

    private void count(@Nullable JsonToken token) {
        if (token == null) {
            return;
        }
        left--;
        share--;
        if (token.isStructStart()) {
            depth++;
            lists.set(depth, token == JsonToken.START_ARRAY);
        } else if (token.isStructEnd()) {
            depth--;
        }
    }

    /** Not supported: what is left out would not be counted. */
    @Override
    public JsonToken nextValue() {
        throw new UnsupportedOperationException();
    }
}
