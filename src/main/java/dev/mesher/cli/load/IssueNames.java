package dev.mesher.cli.load;

import java.util.List;

/**
 * The names in the code of one issue. No two issues have all three names in common. No name looks like a number, since
 * grouping removes numbers.
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

    /** The number of different issues that the names allow. */
    static final int MOST = MODULES.size() * VERBS.size() * NOUNS.size();

    /**
     * It has no common factor with {@link #MOST}. So it visits every combination once, and consecutive ones differ
     * widely.
     */
    private static final int STRIDE = 27_119;

    static IssueNames of(int issue) {
        int combination = (int) ((long) issue * STRIDE % MOST);
        return new IssueNames(
                MODULES.get(combination % MODULES.size()),
                VERBS.get(combination / MODULES.size() % VERBS.size()),
                NOUNS.get(combination / MODULES.size() / VERBS.size()));
    }

    /** The module's name with a capital first letter. */
    String moduleClass() {
        return Character.toUpperCase(module.charAt(0)) + module.substring(1);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
