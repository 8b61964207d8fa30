package dev.mesher.journal;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The journal of this node, for everyone who does not own its file. Thread-safe; each answer is on disk before it comes. */
public final class Journal {
    private final LocalBus bus;
    private volatile JournalLevel level;

    /** @param maxBytes past which nothing more is taken */
    public Journal(LocalBus bus, long maxBytes) {
        this.bus = bus;
        this.level = new JournalLevel(0, 0, maxBytes);
    }

    /**
     * Keeps an entry of each, or none. For each, the bytes that are kept under its entry's key already, in which case nothing
     * is added; empty for an entry that is new. Fails with a 503 when there is no room.
     *
     * @param entry is called on the journal's own thread
     */
    public <T> Future<List<Optional<byte[]>>> append(List<T> things, Function<T, Entry> entry) {
        return ask(file -> file.append(things.stream().map(entry).toList()));
    }

    /**
     * What PostgreSQL refused, oldest first.
     *
     * @param after the number before the first
     */
    public Future<List<RefusedEntry>> refused(long after, int atMost) {
        return ask(file -> file.refused(after, atMost));
    }

    /** Those of the refused entries wait again, and are stored in their turn; returns how many they are. */
    public Future<Integer> retry(List<Long> numbers) {
        return ask(file -> file.retry(numbers));
    }

    /** As of the last change. */
    public JournalLevel level() {
        return level;
    }

    void level(JournalLevel current) {
        level = current;
    }

    /** Those that wait, in order of arrival; ends behind {@code maxBytes}, but not before the first. */
    Future<List<WaitingEntry>> oldest(int atMost, long maxBytes) {
        return ask(file -> file.oldest(atMost, maxBytes));
    }

    /** Forgets the entries of those numbers, which are stored, but for what was refused of them. */
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
