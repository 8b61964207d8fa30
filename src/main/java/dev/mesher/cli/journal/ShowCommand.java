package dev.mesher.cli.journal;

import dev.mesher.cli.Table;
import dev.mesher.journal.RefusedEntry;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code journal show}: lists the refused entries. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Lists what PostgreSQL refused of the journal, oldest first: when it came, why it is refused, how large"
                        + " it is, and the words at its beginning.")
final class ShowCommand extends EntriesCommand {
    private static final List<String> TITLES = List.of("NUMBER", "KIND", "ARRIVED", "BYTES", "WHY", "HEAD");

    /** Most characters of a reason that are shown. The log and the HTTP answer have the whole reason. */
    private static final int WHY_CHARACTERS = 100;

    ShowCommand() {}

    ShowCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    /** Prints one table for each page, so only one page is in memory, however many entries there are. */
    @Override
    int execute(RefusedEntries entries) {
        long count = 0;
        List<RefusedEntry> page = entries.after(0);
        while (!page.isEmpty()) {
            List<List<String>> rows = new ArrayList<>(List.of(TITLES));
            page.forEach(entry -> rows.add(row(entry)));
            Table.of(rows).forEach(out()::println);
            count += page.size();
            page = entries.after(page.get(page.size() - 1).number());
        }
        out().println(count == 0 ? "nothing was refused" : count + " entries; mesher journal retry tries them again");
        return 0;
    }

    private static List<String> row(RefusedEntry entry) {
        return List.of(
                Long.toString(entry.number()),
                entry.kind(),
                entry.arrivedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                Long.toString(entry.size()),
                shortened(entry.reason()),
                entry.head());
    }

    private static String shortened(String reason) {
        return reason.length() > WHY_CHARACTERS ? reason.substring(0, WHY_CHARACTERS - 1) + "…" : reason;
    }
}
