package dev.mesher.told.content;

/**
 * What the alerts of a range amount to.
 *
 * @param alerts at most {@link AlertRange#MOST}, though there may be more
 * @param issues how many issues these are of, without those that are gone
 * @param unresolved whether one of them is not resolved
 * @param condition the type of the rule's condition, such as {@code new_issue}; empty when it has changed meanwhile
 * @param message the newest alert's words; empty when there is none
 */
record AlertTotals(long alerts, long issues, boolean unresolved, String condition, String message) {}
