package dev.mesher.bus;

/**
 * Every address of the event bus: what travels there, and how far. A request to a stage stays in its node.
 *
 * <pre>
 * LIMIT        request  limit.Take              answered by limit.Grant            local
 * GROUP        gathered group.Ungrouped         answered by event.GroupedEvent     local
 * write(n)     gathered write.EventRow          answered by event.Receipt          local
 * JOURNAL      request  write.JournalRequest    answered by its kind               local
 * EVENT_STORED publish  List of event.StoredEvent                                  local
 * ISSUE_CHANGED publish event.IssueChanged                                         local
 * ALERT_RAISED publish  event.AlertRaised                                          local
 * </pre>
 */
public final class Addresses {
    public static final String LIMIT = "mesher.limit";
    public static final String GROUP = "mesher.group";
    public static final String JOURNAL = "mesher.journal";
    public static final String EVENT_STORED = "mesher.event.stored";
    public static final String ISSUE_CHANGED = "mesher.issue.changed";
    public static final String ALERT_RAISED = "mesher.alert.raised";

    private Addresses() {}

    /** The writer of a shard, 0 and up. */
    public static String write(int shard) {
        return "mesher.write." + shard;
    }
}
