package dev.mesher.cluster;

import java.util.List;

/** Which nodes form the cluster now, each by its name. Thread-safe. */
public interface Membership {
    /** This node. */
    String localNode();

    /** All nodes, this one too, in the order of their names; just this one when it stands alone. */
    List<String> nodes();

    /** Of a node without a cluster. */
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

    /** All but this node. */
    default List<String> peers() {
        return nodes().stream().filter(node -> !node.equals(localNode())).toList();
    }
}
