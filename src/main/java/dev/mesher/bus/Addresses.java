package dev.mesher.bus;

import java.util.UUID;

/**
 * Every address of the event bus: the type of its messages, and whether they leave the node.
 *
 * <pre>
 * LIMIT        request  limit.Take              answered by limit.Grant            local
 * GROUP        gathered group.Ungrouped         answered by event.GroupedEvent     local
 * write(n)     gathered write.EventRow          answered by write.RowOutcome       local
 * JOURNAL      request  journal.JournalWork     answered by its result             local
 * EVENT_STORED publish  List of event.StoredEvent                                  local
 * ISSUE_CHANGED publish event.IssueChanged                                         local
 * ACTIVITY_ADDED publish event.ActivityAdded                                      local
 * ISSUES_TOUCHED publish event.IssuesTouched                                       local
 * ALERT_RAISED publish  event.AlertRaised                                          local
 * MESSAGES_QUEUED publish that the node has queued messages for people; a text nobody reads  local
 * STREAM       publish  List of stream.StreamMessage                               local
 * STREAM_INTEREST publish which projects a node has subscribers of, bytes          every node
 * streamNode(id) send   stream.Packet, bytes                                       to that node
 * LIMIT_SHORT  publish  a project whose window a node found spent, text             every node
 * NODE_FACTS   publish  what a node says of itself, JSON                           every node
 * nodeReport(node) request nothing              answered by what it is doing, JSON that node
 * nodePromotion(node) request nothing           answered when it has the authority that node
 * KEYED_WRITE  gathered write.KeyedWrite        answered by write.KeyedOutcome     local
 * continuityCopy(node) request batches' records, bytes                             to that node
 * continuityFind(node) request a request key    answered by its record, JSON       to that node
 * handover(node) request events to commit, bytes answered by their outcomes, bytes to that node
 * </pre>
 */
public final class Addresses {
    public static final String LIMIT = "mesher.limit";
    public static final String GROUP = "mesher.group";
    public static final String JOURNAL = "mesher.journal";
    public static final String EVENT_STORED = "mesher.event.stored";
    public static final String ISSUE_CHANGED = "mesher.issue.changed";
    public static final String ACTIVITY_ADDED = "mesher.activity.added";
    public static final String ISSUES_TOUCHED = "mesher.issue.touched";
    public static final String ALERT_RAISED = "mesher.alert.raised";
    public static final String MESSAGES_QUEUED = "mesher.messages.queued";
    public static final String STREAM = "mesher.stream";
    public static final String STREAM_INTEREST = "mesher.stream.interest";
    public static final String LIMIT_SHORT = "mesher.limit.short";
    public static final String NODE_FACTS = "mesher.cluster.node";
    public static final String KEYED_WRITE = "mesher.write.keyed";

    private Addresses() {}

    /** The address of the writer of a shard. Shards are numbered from 0. */
    public static String write(int shard) {
        return "mesher.write." + shard;
    }

    /** Where a node receives the messages for its subscribers. The node makes a new {@code id} at each start. */
    public static String streamNode(UUID id) {
        return "mesher.stream.node." + id;
    }

    /** Where the node of that name says what it is doing. */
    public static String nodeReport(String node) {
        return "mesher.node.report." + node;
    }

    /** Where the node of that name is asked to take the authority. */
    public static String nodePromotion(String node) {
        return "mesher.node.promotion." + node;
    }

    /** Where the node of that name receives copies of other nodes' records. */
    public static String continuityCopy(String node) {
        return "mesher.continuity.copy." + node;
    }

    /** Where the node of that name answers look-ups of a request's record. */
    public static String continuityFind(String node) {
        return "mesher.continuity.find." + node;
    }

    /** Where the node of that name commits batches for a node that cannot reach PostgreSQL. */
    public static String handover(String node) {
        return "mesher.handover." + node;
    }
}
