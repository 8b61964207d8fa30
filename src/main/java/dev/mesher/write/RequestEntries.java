package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.journal.Entry;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Requests with a client's key in the journal: an entry for each, whole, with the answer that was given, held by the key.
 * While PostgreSQL is away a key is exact on this node.
 */
final class RequestEntries {
    static final String KIND = "request";

    private static final int VERSION = 1;

    private RequestEntries() {}

    static Entry entry(KeyedWrite unit) {
        WireOut out = new WireOut(VERSION);
        KeyedCodec.encode(out, unit.answered(new Results(unit.bulk(), unit.journalled()).text()));
        String key = "request " + unit.projectId() + "/" + unit.attempt().key();
        return new Entry(KIND, key, out.buffer().getBytes());
    }

    static KeyedWrite unit(byte[] bytes) {
        return KeyedCodec.decode(new WireIn(Buffer.buffer(bytes), VERSION));
    }

    /** @param holder the entry that held the unit's key already */
    static KeyedOutcome outcome(KeyedWrite unit, Optional<byte[]> holder) {
        return holder.map(RequestEntries::unit)
                .map(first -> new RequestKeyStore.Taken(
                                first.attempt().payloadHash(),
                                first.attempt().id(),
                                Results.parse(Objects.requireNonNull(first.given())))
                        .outcome(unit.attempt(), unit.bulk()))
                .orElseGet(() -> new KeyedOutcome(KeyedOutcome.Kind.FIRST, unit.journalled(), Map.of()));
    }
}
