package dev.mesher.cli.journal;

import dev.mesher.cli.CommandFailed;
import dev.mesher.journal.RefusedEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code journal retry}: queues refused entries again. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description =
                "Tries again what PostgreSQL refused of the journal, and says what became of it. Without a running node"
                        + " it is tried at the node's next start.")
final class RetryCommand extends EntriesCommand {
    @Parameters(
            paramLabel = "NUMBER",
            arity = "0..*",
            description = "The entries to try again, as journal show numbers them (default: all).")
    private List<Long> given = List.of();

    RetryCommand() {}

    RetryCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    int execute(RefusedEntries entries) {
        Set<Long> refused = numbers(entries);
        List<Long> wanted = given.isEmpty() ? List.copyOf(refused) : given;
        for (long number : wanted) {
            if (!refused.contains(number)) {
                throw new CommandFailed("no entry " + number + " was refused: see mesher journal show");
            }
        }
        int retried = 0;
        for (int from = 0; from < wanted.size(); from += RefusedEntries.PAGE) {
            retried += entries.retry(wanted.subList(from, Math.min(wanted.size(), from + RefusedEntries.PAGE)));
        }
        if (retried == 0) {
            out().println("nothing was refused");
            return 0;
        }
        out().println(retried + " entries wait to be stored");
        out().flush();
        if (!entries.drained()) {
            out().println("the node stores them when it runs and PostgreSQL is up");
            return 0;
        }
        Set<Long> again = numbers(entries);
        again.retainAll(wanted);
        out().println((retried - again.size()) + " are stored");
        if (!again.isEmpty()) {
            throw new CommandFailed(again.size() + " were refused again: see mesher journal show");
        }
        return 0;
    }

    private static Set<Long> numbers(RefusedEntries entries) {
        Set<Long> numbers = new HashSet<>();
        List<RefusedEntry> page = entries.after(0);
        while (!page.isEmpty()) {
            List<Long> of = new ArrayList<>();
            page.forEach(entry -> of.add(entry.number()));
            boolean unused = numbers.addAll(of);
            page = entries.after(of.get(of.size() - 1));
        }
        return numbers;
    }
}
