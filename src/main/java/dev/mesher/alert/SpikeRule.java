package dev.mesher.alert;

/**
 * The numbers of the spike rule. An issue spikes in an hour with more than {@value #EVENTS} events that are also more
 * than {@value #TIMES} times its hourly average of the {@value #HOURS} hours before.
 */
public final class SpikeRule {
    static final int EVENTS = 10;
    static final int TIMES = 10;
    static final int HOURS = 168;

    /**
     * After this many hours an issue that is as busy as usual has had more events than the rule allows, so most issues
     * need no look at the other hours.
     */
    private static final int FIRST_HOURS = 24;

    /** The SQL expression of the hour that is running. */
    public static final String RUNNING_HOUR = "date_trunc('hour', now(), 'UTC')";

    /** An SQL condition: the issue {@code i} had enough events in the running hour to spike. It reads the row alone. */
    public static final String MAY_SPIKE = "(i.hour = %s AND i.hour_count > %d)".formatted(RUNNING_HOUR, EVENTS);

    /**
     * An SQL condition: the issue {@code i}, a row of {@code issues}, spikes in the running hour. It reads hourly counts
     * alone, and none of an issue that had few events before this hour. Alerts judge the hour that ends with the issue's
     * last event, and count its events.
     */
    public static final String SPIKING =
            """
            CASE WHEN %1$s IS NOT TRUE THEN false
                 WHEN i.hour_count * %3$d > %2$d * (i.event_count - i.hour_count) THEN true
                 WHEN i.hour_count * %3$d <= %2$d * %4$s THEN false
                 ELSE i.hour_count * %3$d > %2$d * %5$s END"""
                    .formatted(MAY_SPIKE, TIMES, HOURS, before(FIRST_HOURS), before(HOURS));

    private SpikeRule() {}

    private static String before(int hours) {
        return "(SELECT coalesce(sum(h.event_count), 0) FROM issue_hours h WHERE h.issue_id = i.id AND h.hour < "
                + RUNNING_HOUR + " AND h.hour >= " + RUNNING_HOUR + " - interval '" + hours + " hours')";
    }
}
