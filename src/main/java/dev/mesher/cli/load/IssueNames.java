package dev.mesher.cli.load;

import java.util.List;

/**
 * What the code of one issue is called. No two issues share all three; no word could pass for a number, which grouping
 * would take out.
 */
record IssueNames(String module, String verb, String noun) {
    private static final List<String> MODULES = words(
            "cart checkout invoice shipping pricing catalog search session account profile billing refund coupon stock"
                    + " warehouse courier tracking returns review rating wishlist gift loyalty points subscription plan"
                    + " payment ledger payout tax currency export import report webhook notify mailer template upload"
                    + " media");
    private static final List<String> VERBS = words(
            "apply build resolve load save merge render parse send fetch update remove verify compute reserve release"
                    + " publish consume schedule cancel restore archive validate convert lookup assign collect split"
                    + " join filter sort publishAll retry commit rollback open close flush sync notify");
    private static final List<String> NOUNS = words(
            "Order Price Total Item Customer Address Discount Session Token Payment Shipment Label Parcel Invoice Line"
                    + " Quote Voucher Balance Limit Region Country Rate Window Queue Message Payload Record Snapshot"
                    + " Index Batch Page Cursor Locale Image Thumbnail Attachment Receipt Contract Policy Summary");

    /** How many issues the words can name. */
    static final int MOST = MODULES.size() * VERBS.size() * NOUNS.size();

    /** Has no factor in common with {@link #MOST}, so it visits every combination once, neighbours far apart. */
    private static final int STRIDE = 27_119;

    static IssueNames of(int issue) {
        int combination = (int) ((long) issue * STRIDE % MOST);
        return new IssueNames(
                MODULES.get(combination % MODULES.size()),
                VERBS.get(combination / MODULES.size() % VERBS.size()),
                NOUNS.get(combination / MODULES.size() / VERBS.size()));
    }

    /** The module's name with a capital. */
    String moduleClass() {
        return Character.toUpperCase(module.charAt(0)) + module.substring(1);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
