package dev.mesher.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** When the events of a fault come: by the curve of the day, by chance, and never after the time of the fill. */
final class FaultTimes {
    /** How busy the shop is in each hour of the UTC day. The mean is 1. */
    private static final double[] CURVE = {
        0.35, 0.25, 0.2, 0.2, 0.25, 0.4, 0.7, 1.0, 1.2, 1.25, 1.2, 1.25, 1.35, 1.3, 1.2, 1.15, 1.2, 1.4, 1.6, 1.8, 1.7,
        1.4, 1.05, 0.6
    };

    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private FaultTimes() {}

    /** The times, in whole milliseconds. There is at least one. */
    static List<Instant> of(Fault fault, Instant now, Random random) {
        List<Instant> times = new ArrayList<>();
        for (double hoursAgo = fault.first(); hoursAgo > fault.last(); hoursAgo--) {
            double length = Math.min(1, hoursAgo - fault.last());
            double mean = fault.daily() / 24 * length * (fault.even() ? 1 : curve(before(now, hoursAgo)));
            for (int left = byChance(mean, random); left > 0; left--) {
                double at = hoursAgo - random.nextDouble() * length;
                if (fault.lastsAt(at)) {
                    times.add(before(now, at));
                }
            }
        }
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        long gone = Duration.between(hour, now).toMillis();
        for (int left = fault.spike(); left > 0; left--) {
            // The more the closer to now, as a spike that grows.
            times.add(hour.plusMillis(Math.round(Math.sqrt(random.nextDouble()) * gone)));
        }
        if (fault.back() != null) {
            times.add(before(now, fault.back()));
        }
        if (times.isEmpty() || fault.back() != null) {
            times.add(before(now, fault.first()));
        }
        return times;
    }

    /** The time so many hours before {@code now}, in whole milliseconds. */
    static Instant before(Instant now, double hours) {
        return now.minusMillis(Math.round(hours * HOUR_MILLIS)).truncatedTo(ChronoUnit.MILLIS);
    }

    private static double curve(Instant time) {
        return CURVE[LocalTime.ofInstant(time, ZoneOffset.UTC).getHour()];
    }

    /** A number of events that come independently of each other, so many on average (Poisson's distribution). */
    private static int byChance(double mean, Random random) {
        double least = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > least; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
