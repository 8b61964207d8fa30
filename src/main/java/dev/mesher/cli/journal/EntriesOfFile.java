package dev.mesher.cli.journal;

import dev.mesher.cli.CommandFailed;
import dev.mesher.journal.JournalFile;
import dev.mesher.journal.RefusedEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The refused entries in the journal's file, while no node has it open. */
final class EntriesOfFile implements RefusedEntries {
    private final Path path;
    private final JournalFile file;

    private EntriesOfFile(Path path, JournalFile file) {
        this.path = path;
        this.file = file;
    }

    /** Opens the file. Empty when there is none, or when a node has it open. */
    static Optional<RefusedEntries> open(Path path) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            return JournalFile.openUnlessHeld(path).map(file -> new EntriesOfFile(path, file));
        } catch (SQLException failed) {
            throw failed(path, failed);
        } catch (IllegalStateException otherVersion) {
            throw new CommandFailed(CommandFailed.words(otherVersion));
        }
    }

    @Override
    public List<RefusedEntry> after(long number) {
        try {
            return file.refused(number, PAGE);
        } catch (SQLException failed) {
            throw failed(path, failed);
        }
    }

    @Override
    public int retry(List<Long> numbers) {
        try {
            return file.retry(numbers);
        } catch (SQLException failed) {
            throw failed(path, failed);
        }
    }

    @Override
    public boolean drained() {
        return false;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (SQLException failed) {
            throw failed(path, failed);
        }
    }

    private static CommandFailed failed(Path path, SQLException failed) {
        return new CommandFailed("cannot use the journal " + path + ": " + CommandFailed.words(failed));
    }
}
