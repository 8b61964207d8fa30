package dev.mesher.journal;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The node's journal, for all parts of the node except the owner of its file. Thread-safe. A future completes after its
 * change is on disk.
 */
public final class Journal {
    private final LocalBus bus;
    private volatile JournalLevel level;

    /**
     * Creates the journal.
     *
     * @param maxBytes limit of all entries, beyond which new ones are refused
     */
    public Journal(LocalBus bus, long maxBytes) {
        this.bus = bus;
        this.level = new JournalLevel(0, 0, maxBytes);
    }

    /**
     * Appends one entry for each of {@code things}, or none at all. Fails with a 503 when there is no room.
     *
     * @param entry makes the entry of a thing; called on the journal's own thread
     * @return for each thing, empty when its entry is new. When a waiting entry has the same key, nothing is added, and
     *     the result has that entry's bytes
     */
    public <T> Future<List<Optional<byte[]>>> append(List<T> things, Function<T, Entry> entry) {
        return ask(file -> file.append(things.stream().map(entry).toList()));
    }

    /**
     * The entries that PostgreSQL refused, oldest first.
     *
     * @param after only entries with a greater number are returned
     */
    public Future<List<RefusedEntry>> refused(long after, int atMost) {
        return ask(file -> file.refused(after, atMost));
    }

    /** Makes refused entries wait again, so that they are stored in their turn. Returns how many there were. */
    public Future<Integer> retry(List<Long> numbers) {
        return ask(file -> file.retry(numbers));
    }

    /** The journal's size after the last change. */
    public JournalLevel level() {
        return level;
    }

    void level(JournalLevel current) {
        level = current;
    }

    /**
     * The oldest waiting entries, in order of arrival. They end with the one that reaches {@code maxBytes}, so there is
     * at least one if any entry waits.
     */
    Future<List<WaitingEntry>> oldest(int atMost, long maxBytes) {
        return ask(file -> file.oldest(atMost, maxBytes));
    }

    /** Removes entries that were stored. What PostgreSQL refused of them is kept. */
    Future<JournalLevel> settle(List<Long> numbers, List<Refused> refused) {
        return ask(file -> {
            file.settle(numbers, refused);
            return file.level();
        });
    }

    private <T> Future<T> ask(JournalWork<T> work) {
        return bus.request(Addresses.JOURNAL, work);
    }
}
