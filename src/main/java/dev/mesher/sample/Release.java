package dev.mesher.sample;

import java.util.List;

/**
 * A release of the sample's application. Three of them came in the last day.
 *
 * @param deployed hours since it came to production. It came to staging {@link #AHEAD} hours before
 */
record Release(String name, double deployed) {
    private static final double AHEAD = 3;

    private static final List<Release> NEWEST_FIRST = List.of(
            new Release("larkspur@4.18.0", 2.6),
            new Release("larkspur@4.17.1", 11.2),
            new Release("larkspur@4.17.0", 20.4),
            new Release("larkspur@4.16.3", 92),
            new Release("larkspur@4.16.2", 1_000));

    /** The release that ran so many hours ago. */
    static String at(double hoursAgo, String environment) {
        double ahead = environment.equals("staging") ? AHEAD : 0;
        for (Release release : NEWEST_FIRST) {
            if (hoursAgo <= release.deployed + ahead) {
                return release.name;
            }
        }
        return NEWEST_FIRST.get(NEWEST_FIRST.size() - 1).name;
    }
}
