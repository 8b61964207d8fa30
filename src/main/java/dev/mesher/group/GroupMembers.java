package dev.mesher.group;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.ExceptionInfo.Mechanism;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of an exception group: of those that are alike one, in an order that does not depend on which task failed
 * first.
 */
final class GroupMembers {
    private GroupMembers() {}

    /**
     * The members that count, with their causes, and the group itself as the last.
     *
     * @param exceptions of one event
     * @return null when they are no group, or when their ids do not make a tree
     */
    static @Nullable List<ExceptionInfo> of(List<ExceptionInfo> exceptions) {
        Tree tree = tree(exceptions);
        return tree == null ? null : distinct(tree);
    }

    /**
     * The last of {@link #of}, for which the members are read only until two of them differ.
     *
     * @param exceptions of one event
     * @return null when they are no group, or when their ids do not make a tree
     */
    static @Nullable ExceptionInfo main(List<ExceptionInfo> exceptions) {
        Tree tree = tree(exceptions);
        if (tree == null) {
            return null;
        }
        List<ExceptionInfo> first = Chain.counting(tree.paths().get(0));
        String likeness = null;
        for (List<ExceptionInfo> path : tree.paths().subList(1, tree.paths().size())) {
            List<ExceptionInfo> counting = Chain.counting(path);
            if (!isSame(first, counting)) {
                likeness = likeness == null ? likeness(first) : likeness;
                if (!likeness(counting).equals(likeness)) {
                    return tree.root();
                }
            }
        }
        return first.get(first.size() - 1);
    }

    /** The group, and each of its members after its causes. */
    private record Tree(ExceptionInfo root, List<List<ExceptionInfo>> paths) {}

    private static @Nullable Tree tree(List<ExceptionInfo> exceptions) {
        Map<Integer, List<ExceptionInfo>> children = new HashMap<>();
        Set<Integer> ids = new HashSet<>();
        ExceptionInfo root = null;
        for (ExceptionInfo exception : exceptions) {
            Mechanism mechanism = exception.mechanism();
            if (mechanism == null || mechanism.id() == null || !ids.add(mechanism.id())) {
                return null;
            }
            if (mechanism.parentId() != null) {
                children.computeIfAbsent(mechanism.parentId(), id -> new ArrayList<>())
                        .add(exception);
            } else if (root != null) {
                return null;
            } else {
                root = exception;
            }
        }
        if (root == null || !isGroup(root) || !ids.containsAll(children.keySet())) {
            return null;
        }
        List<List<ExceptionInfo>> paths = new ArrayList<>();
        int met = collect(root, children, paths);
        return met < exceptions.size() || paths.isEmpty() ? null : new Tree(root, paths);
    }

    /**
     * Goes down through groups to the exceptions that happened, and returns how many exceptions it met. The recursion is at
     * most as deep as an event has exceptions, which is 50.
     */
    private static int collect(
            ExceptionInfo at, Map<Integer, List<ExceptionInfo>> children, List<List<ExceptionInfo>> paths) {
        int met = 1;
        for (ExceptionInfo child : children.getOrDefault(id(at), List.of())) {
            if (isGroup(child)) {
                met += collect(child, children, paths);
            } else {
                List<ExceptionInfo> path = new ArrayList<>();
                met += causes(child, children, path);
                paths.add(path);
            }
        }
        return met;
    }

    /** Puts the exception after its first cause, which goes after its own first cause; returns how many it met. */
    private static int causes(ExceptionInfo at, Map<Integer, List<ExceptionInfo>> children, List<ExceptionInfo> path) {
        int met = 1;
        boolean first = true;
        for (ExceptionInfo child : children.getOrDefault(id(at), List.of())) {
            met += causes(child, children, first ? path : new ArrayList<>());
            first = false;
        }
        path.add(at);
        return met;
    }

    /** Each path is read once: its text decides both the order and which are alike. */
    private static List<ExceptionInfo> distinct(Tree tree) {
        SortedMap<String, List<ExceptionInfo>> unlike = new TreeMap<>();
        for (List<ExceptionInfo> path : tree.paths()) {
            List<ExceptionInfo> counting = Chain.counting(path);
            List<ExceptionInfo> unused = unlike.putIfAbsent(likeness(counting), counting);
        }
        if (unlike.size() == 1) {
            return Chain.counting(tree.paths().get(0));
        }
        List<ExceptionInfo> all = new ArrayList<>();
        unlike.values().stream().limit(Chain.LINKS).forEach(all::addAll);
        all.add(tree.root());
        return all;
    }

    /** Whether the client sent the same types and stacks, of which none or each overflowed: the likeness is then the same, too. */
    private static boolean isSame(List<ExceptionInfo> one, List<ExceptionInfo> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!Objects.equals(one.get(i).typeName(), other.get(i).typeName())
                    || !one.get(i).frames().equals(other.get(i).frames())
                    || Overflow.isSaidBy(one.get(i)) != Overflow.isSaidBy(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The same for exceptions of the same types that were thrown at the same places. */
    private static String likeness(List<ExceptionInfo> path) {
        StringBuilder text = new StringBuilder();
        for (ExceptionInfo exception : path) {
            Stack stack = Stack.of(null, exception);
            text.append(exception.typeName())
                    .append(stack.calls(stack.hasApp()))
                    .append('\n');
        }
        return text.toString();
    }

    private static boolean isGroup(ExceptionInfo exception) {
        return exception.mechanism() != null && exception.mechanism().group();
    }

    private static @Nullable Integer id(ExceptionInfo exception) {
        return exception.mechanism() == null ? null : exception.mechanism().id();
    }
}
