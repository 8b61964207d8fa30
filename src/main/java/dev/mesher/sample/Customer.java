package dev.mesher.sample;

import java.util.List;
import java.util.Locale;

/**
 * A customer of the sample's shop, always with the same browser. All are made up: the addresses are of the ranges and domains
 * that are kept for documentation.
 */
record Customer(int number, String name, String email, String address, Browser browser) {
    /** How many there are. */
    static final int COUNT = 320;

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Ben", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Lena",
            "Mateo", "Nora", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Tomoko");
    private static final List<String> LAST_NAMES = List.of(
            "Almeida",
            "Brandt",
            "Costa",
            "Dubois",
            "Eriksen",
            "Fischer",
            "Garcia",
            "Hansen",
            "Ivanova",
            "Jansen",
            "Kovacs",
            "Lindqvist",
            "Moreau",
            "Novak",
            "Okafor",
            "Petrov");

    /** Each name comes as often as its browser is used. */
    private static final List<Browser> BROWSERS = List.of(
            new Browser("Chrome", "131.0.0", "Windows", "10", "Desktop"),
            new Browser("Mobile Safari", "17.6", "iOS", "17.6.1", "iPhone"),
            new Browser("Chrome", "131.0.0", "Mac OS X", "14.7.1", "Mac"),
            new Browser("Firefox", "132.0", "Windows", "11", "Desktop"),
            new Browser("Chrome Mobile", "130.0.0", "Android", "14", "Pixel 8"),
            new Browser("Mobile Safari", "18.1", "iOS", "18.1", "iPhone"),
            new Browser("Edge", "131.0.0", "Windows", "11", "Desktop"),
            new Browser("Chrome", "130.0.0", "Linux", "6.8", "Desktop"),
            new Browser("Safari", "17.5", "Mac OS X", "13.6", "Mac"),
            new Browser("Chrome Mobile", "131.0.0", "Android", "13", "SM-A546B"),
            new Browser("Mobile Safari", "14.1.2", "iOS", "14.8", "iPhone"));

    /** A browser, and what it runs on. */
    record Browser(String name, String version, String system, String systemVersion, String device) {}

    /**
     * A customer.
     *
     * @param number from 0 on, below {@link #COUNT}
     */
    static Customer of(int number) {
        String first = FIRST_NAMES.get(number % FIRST_NAMES.size());
        String last = LAST_NAMES.get(number / FIRST_NAMES.size() % LAST_NAMES.size());
        String mail = (first + '.' + last).toLowerCase(Locale.ROOT) + "@example." + (number % 3 == 0 ? "org" : "com");
        String address = (number % 2 == 0 ? "203.0.113." : "198.51.100.") + (1 + number * 7 % 250);
        return new Customer(number, first + ' ' + last, mail, address, BROWSERS.get(number * 5 % BROWSERS.size()));
    }

    String id() {
        return Integer.toString(10_000 + number * 37);
    }
}
