package dev.mesher.payload;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains dictionaries from the events that are stored: the first one as soon as there are enough events, then one each
 * day if it is better. Also loads the dictionaries of other nodes.
 */
public final class DictionaryVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DictionaryVerticle.class);
    private static final long POLL_MILLIS = 1_000;
    private static final long REFRESH_SECONDS = 10;

    /** The least time between two attempts to train, in milliseconds. */
    private static final long REST_MILLIS = 600_000;

    /**
     * Samples for one dictionary. Together they are about a hundred times as large as the dictionary, as zstd
     * recommends.
     */
    private static final int SAMPLES = 1_000;

    private static final int SAMPLE_BYTES = 3 << 20;

    /** Larger events are no samples, since a few of them would dominate the dictionary. */
    private static final int MAX_SAMPLE_BYTES = 16 * 1024;

    /** A new dictionary is used only if it reduces the compressed size to this share or less. */
    private static final double WORTHWHILE = 0.9;

    private final LocalBus bus;
    private final DictionaryStore store;
    private final Dictionaries dictionaries;
    private List<byte[]> samples = new ArrayList<>();
    private int bytes;
    private boolean wanted;
    private boolean resting;
    private boolean stopped;

    public DictionaryVerticle(LocalBus bus, SqlClient client, Dictionaries dictionaries) {
        this.bus = bus;
        this.store = new DictionaryStore(client);
        this.dictionaries = dictionaries;
    }

    @Override
    public Future<?> start() {
        return refresh()
                .compose(known -> bus.<List<StoredEvent>>subscribe(Addresses.EVENT_STORED, this::look)
                        .completion())
                .onSuccess(listening -> pollLater());
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.succeededFuture();
    }

    private void pollLater() {
        long unused = vertx.setTimer(POLL_MILLIS, timer -> {
            if (!stopped) {
                refresh()
                        .timeout(REFRESH_SECONDS, TimeUnit.SECONDS)
                        .onFailure(away -> LOG.debug("dictionaries could not be refreshed", away))
                        .onComplete(done -> pollLater());
            }
        });
    }

    private Future<Void> refresh() {
        return store.unknown(dictionaries.ids()).compose(unknown -> {
            unknown.forEach(dictionaries::add);
            return store.newestReady().map(newest -> {
                newest.ifPresent(ready -> dictionaries.use(ready.id()));
                wanted = newest.map(ready -> !ready.fresh()).orElse(true);
                return null;
            });
        });
    }

    private void look(List<StoredEvent> stored) {
        if (!wanted || resting) {
            return;
        }
        for (StoredEvent event : stored) {
            byte[] json = event.event().event().json();
            if (json.length <= MAX_SAMPLE_BYTES) {
                samples.add(json);
                bytes += json.length;
            }
            if (samples.size() >= SAMPLES || bytes >= SAMPLE_BYTES) {
                learn();
                return;
            }
        }
    }

    private void learn() {
        List<byte[]> seen = samples;
        samples = new ArrayList<>();
        bytes = 0;
        resting = true;
        long unused = vertx.setTimer(REST_MILLIS, rested -> resting = false);
        vertx.executeBlocking(() -> better(seen), false)
                .compose(dictionary -> dictionary.isEmpty() ? Future.succeededFuture() : store.add(dictionary.get()))
                .onFailure(failure -> LOG.warn("no dictionary was trained: {}", failure.toString()));
    }

    private static long size(List<byte[]> events, @Nullable Dictionary dictionary) {
        return events.stream()
                .mapToLong(event -> Payload.compress(event, dictionary).length)
                .sum();
    }

    /**
     * Trains with four fifths of the events and compares the sizes of the last fifth. Empty when the new dictionary is
     * not better.
     */
    private Optional<Dictionary> better(List<byte[]> seen) {
        int known = seen.size() * 4 / 5;
        Dictionary now = dictionaries.current();
        return Dictionary.train(seen.subList(0, known))
                .filter(learnt -> size(seen.subList(known, seen.size()), learnt)
                        < WORTHWHILE * size(seen.subList(known, seen.size()), now));
    }
}
