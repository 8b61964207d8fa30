package dev.mesher.cluster;

import java.util.List;

/** The nodes that form the cluster now, by name. Thread-safe. */
public interface Membership {
    /** The name of this node. */
    String localNode();

    /** All nodes including this one, sorted by name. Only this one when it stands alone. */
    List<String> nodes();

    /** The membership of a node without a cluster. */
    static Membership alone(String nodeName) {
        return new Membership() {
            @Override
            public String localNode() {
                return nodeName;
            }

            @Override
            public List<String> nodes() {
                return List.of(nodeName);
            }
        };
    }

    /** All nodes but this one. */
    default List<String> peers() {
        return nodes().stream().filter(node -> !node.equals(localNode())).toList();
    }
}
