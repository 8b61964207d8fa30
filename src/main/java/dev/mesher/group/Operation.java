package dev.mesher.group;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server was asked to do, such as {@code GET /api/orders}. The client names it as the event's transaction. It says which
 * handler ran. A browser's transaction says which page was shown, and not which code ran: it is not used.
 */
final class Operation {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private Operation() {}

    /** The method and the words of the path, without what varies; "" when the transaction is no server's. */
    static String stable(@Nullable String transaction) {
        int blank = transaction == null ? -1 : transaction.indexOf(' ');
        if (transaction == null || blank < 0 || !METHODS.contains(transaction.substring(0, blank))) {
            return "";
        }
        int query = transaction.indexOf('?');
        String asked = query < 0 ? transaction : transaction.substring(0, query);
        // The path as a whole would be replaced: each of its parts is read as a word.
        return MessageNormaliser.stable(asked.replace('/', ' '));
    }
}
