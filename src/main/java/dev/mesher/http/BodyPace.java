package dev.mesher.http;

/**
 * How long the transfer of a body may take.
 *
 * @param wholeMillis most milliseconds from the first piece to the last
 * @param periodMillis length of a period in milliseconds
 * @param leastBytes least number of bytes that must arrive in each period, unless the body ends in it
 */
public record BodyPace(long wholeMillis, long periodMillis, int leastBytes) {
    /**
     * 1 KiB a second is a tenth of what a phone has at the edge of its network. A body of any size has at least one
     * period of five seconds.
     */
    private static final int LEAST_BYTES = 5 * 1024;

    private static final long PERIOD_MILLIS = 5_000;

    /** For clients that sent a valid key or have signed in. */
    public static final BodyPace KNOWN = new BodyPace(30_000, PERIOD_MILLIS, LEAST_BYTES);

    /** For all other clients. They only send a few kilobytes. */
    public static final BodyPace STRANGER = new BodyPace(10_000, PERIOD_MILLIS, LEAST_BYTES);
}
