package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of tokens of an event. Each field of the event may use half of the tokens that the fields before it
 * have left, so one large field does not displace the others. Further values of a list or an object are skipped.
 * Unknown fields of the event beyond {@link Sections#MAX_OTHERS} are skipped too. A number that is too long becomes a
 * text.
 */
final class TrimmingParser extends JsonParserDelegate {
    private final Notes notes;
    private final BitSet lists = new BitSet();
    private int depth;
    private int left;
    private int share;
    private String field = "";
    private int others;
    private boolean noted;
    private boolean notedFields;
    private boolean notedNumber;
    private boolean longNumber;

    /**
     * Creates the parser.
     *
     * @param tokens most tokens that are returned, not counting closing brackets
     * @param notes receives notes on what was left out
     */
    TrimmingParser(JsonParser parser, int tokens, Notes notes) {
        super(parser);
        this.notes = notes;
        this.left = tokens;
        this.share = tokens;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken last = delegate.currentToken();
        JsonToken token = begin(delegate.nextToken());
        while (token != null && (isFieldTooMany(token) || (share <= 0 && canBePassedOver(last, token)))) {
            token = begin(passOver(token));
        }
        count(token);
        longNumber = token != null && token.isNumeric() && delegate.getTextLength() > SentryJson.MAX_NUMBER_LENGTH;
        if (longNumber && !notedNumber) {
            notes.add(field, "number longer than " + SentryJson.MAX_NUMBER_LENGTH + " characters, kept as text");
            notedNumber = true;
        }
        return longNumber ? JsonToken.VALUE_STRING : token;
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return longNumber ? JsonToken.VALUE_STRING : delegate.currentToken();
    }

    @Override
    public int currentTokenId() {
        return longNumber ? JsonTokenId.ID_STRING : delegate.currentTokenId();
    }

    private @Nullable JsonToken begin(@Nullable JsonToken token) throws IOException {
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
            field = delegate.currentName();
            share = left / 2;
            noted = false;
            notedNumber = false;
            others += Sections.isKnown(field) ? 0 : 1;
        }
        return token;
    }

    private boolean isFieldTooMany(JsonToken token) {
        return depth == 1 && token == JsonToken.FIELD_NAME && others > Sections.MAX_OTHERS && !Sections.isKnown(field);
    }

    /** Whether the token may be skipped: it is a field's name, or an element of a list. */
    private boolean canBePassedOver(@Nullable JsonToken last, JsonToken token) {
        return token == JsonToken.FIELD_NAME
                || (depth > 0 && lists.get(depth) && !token.isStructEnd() && last != JsonToken.FIELD_NAME);
    }

    private @Nullable JsonToken passOver(JsonToken token) throws IOException {
        if (isFieldTooMany(token)) {
            if (!notedFields) {
                notes.add("event", Sections.TOO_MANY_OTHERS);
                notedFields = true;
            }
        } else if (!noted) {
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

    /** Not supported, since it would return tokens without counting them. */
    @Override
    public JsonToken nextValue() {
        throw new UnsupportedOperationException();
    }
}
