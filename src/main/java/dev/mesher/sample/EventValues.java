package dev.mesher.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The values of the variables in an event's text. A variable has one value in an event, however often it comes:
 *
 * <ul>
 *   <li>{@code time-12.5}: seconds before the event
 *   <li>{@code from 1 to 9}: a number
 *   <li>{@code one of a/b/c}: one of the texts
 *   <li>{@code hex 8}: so many hexadecimal digits
 * </ul>
 */
final class EventValues implements UnaryOperator<String> {
    private static final List<String> PLANTS = List.of(
            "MONSTERA-15",
            "FERN-12",
            "FICUS-40",
            "CALATHEA-17",
            "ALOE-09",
            "OLIVE-60",
            "PILEA-11",
            "YUCCA-45",
            "HOYA-13",
            "LAVENDER-3X",
            "BASIL-POT",
            "CITRUS-55");

    private static final int SECONDS_OF_A_RUN = 3_600;

    private final Map<String, String> known = new HashMap<>();
    private final Random random;
    private final Instant time;
    private final Customer customer;

    /**
     * @param time when the event happened
     */
    EventValues(Random random, Instant time, Customer customer, String environment, String release, String server) {
        this.random = random;
        this.time = time;
        this.customer = customer;
        known.putAll(Map.of("time", time.toString(), "environment", environment, "release", release, "server", server));
    }

    @Override
    public String apply(String name) {
        String value = known.get(name);
        if (value == null) {
            value = made(name);
            String unused = known.put(name, value);
        }
        return value;
    }

    private String made(String name) {
        if (name.startsWith("time-")) {
            return time.minus(
                            Duration.ofMillis(Math.round(1_000 * Double.parseDouble(name.substring("time-".length())))))
                    .toString();
        }
        if (name.startsWith("from ")) {
            int to = name.indexOf(" to ");
            int least = Integer.parseInt(name.substring("from ".length(), to));
            return Integer.toString(
                    least + random.nextInt(Integer.parseInt(name.substring(to + " to ".length())) - least + 1));
        }
        if (name.startsWith("one of ")) {
            return oneOf(name.substring("one of ".length()));
        }
        if (name.startsWith("hex ")) {
            return hex(Integer.parseInt(name.substring("hex ".length())));
        }
        return switch (name) {
            case "event_id" -> uuid().toString();
            case "session" -> "run-" + Long.toHexString(time.getEpochSecond() / SECONDS_OF_A_RUN * 48_271 & 0xffffff);
            case "plant" -> PLANTS.get(random.nextInt(PLANTS.size()));
            case "order" -> "4" + (10_000 + random.nextInt(90_000));
            default -> ofCustomer(name);
        };
    }

    private String ofCustomer(String name) {
        Customer.Browser browser = customer.browser();
        return switch (name) {
            case "user.id" -> customer.id();
            case "user.name" -> customer.name();
            case "user.email" -> customer.email();
            case "user.address" -> customer.address();
            case "browser" -> browser.name();
            case "browser.version" -> browser.version();
            case "system" -> browser.system();
            case "system.version" -> browser.systemVersion();
            case "device" -> browser.device();
            default -> throw new IllegalArgumentException("no variable of the sample: " + name);
        };
    }

    private String oneOf(String texts) {
        List<String> all = new ArrayList<>();
        int at = 0;
        for (int slash = texts.indexOf('/'); slash >= 0; slash = texts.indexOf('/', at)) {
            all.add(texts.substring(at, slash));
            at = slash + 1;
        }
        all.add(texts.substring(at));
        return all.get(random.nextInt(all.size()));
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder(digits);
        while (hex.length() < digits) {
            StringBuilder unused = hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    private UUID uuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, variant(random));
    }

    /** The second half of a UUID: random but for the two bits that say how to read it. */
    static long variant(Random random) {
        return (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    }
}
