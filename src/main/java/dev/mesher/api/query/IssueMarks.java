package dev.mesher.api.query;

import dev.mesher.alert.SpikeRule;

/** What marks an issue in lists, as SQL conditions on {@code i}, a row of {@code issues}. */
public final class IssueMarks {
    /** The issue was opened in the last 24 hours. */
    public static final String NEW = "i.first_seen > now() - interval '24 hours'";

    /** The issue spikes in the running hour. */
    public static final String SPIKING = SpikeRule.SPIKING;

    /** The issue may spike in the running hour. It does not otherwise, and its own row tells so. */
    static final String MAY_SPIKE = SpikeRule.MAY_SPIKE;

    /** An event reopened the issue, and nobody has resolved it since. */
    public static final String REGRESSED =
            "(i.regressed_at IS NOT NULL AND i.status <> 'resolved' AND i.regressed_at >= coalesce(i.last_resolved_at, '-infinity'))";

    private IssueMarks() {}
}
