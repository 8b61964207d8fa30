package dev.mesher.http;

/**
 * How long a body may take.
 *
 * @param wholeMillis from its first piece to its last
 * @param periodMillis in each such period {@code leastBytes} must come, or the rest of the body
 */
public record BodyPace(long wholeMillis, long periodMillis, int leastBytes) {
    /** 1 KiB a second is a tenth of what a phone has at the edge of its network; a small body has five seconds anyhow. */
    private static final int LEAST_BYTES = 5 * 1024;

    private static final long PERIOD_MILLIS = 5_000;

    /** Of whoever has a key or has signed in. */
    public static final BodyPace KNOWN = new BodyPace(30_000, PERIOD_MILLIS, LEAST_BYTES);

    /** Of anyone else: a few kilobytes take no longer. */
    public static final BodyPace STRANGER = new BodyPace(10_000, PERIOD_MILLIS, LEAST_BYTES);
}
