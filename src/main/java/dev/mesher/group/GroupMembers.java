package dev.mesher.group;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.ExceptionInfo.Mechanism;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Null when this is no group, or when its ids do not make a tree. */
    static @Nullable List<ExceptionInfo> of(List<ExceptionInfo> exceptions) {
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
        return met < exceptions.size() || paths.isEmpty() ? null : distinct(root, paths);
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
    private static List<ExceptionInfo> distinct(ExceptionInfo root, List<List<ExceptionInfo>> paths) {
        SortedMap<String, List<ExceptionInfo>> unlike = new TreeMap<>();
        for (List<ExceptionInfo> path : paths) {
            List<ExceptionInfo> counting = Chain.counting(path);
            List<ExceptionInfo> unused = unlike.putIfAbsent(likeness(counting), counting);
        }
        if (unlike.size() == 1) {
            return Chain.counting(paths.get(0));
        }
        List<ExceptionInfo> all = new ArrayList<>();
        unlike.values().stream().limit(Chain.LINKS).forEach(all::addAll);
        all.add(root);
        return all;
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
