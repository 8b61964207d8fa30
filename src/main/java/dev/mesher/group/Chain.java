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
 * Which of an event's exceptions form its group. Of an exception group it is the members: of those that are alike one, in
 * an order that does not depend on which task failed first. Of a plain chain it is all of it.
 */
final class Chain {
    /** Of a chain the last ones: who wraps without end tells nothing new. */
    private static final int LINKS = 10;

    private Chain() {}

    /** Causes first. */
    static List<ExceptionInfo> of(List<ExceptionInfo> exceptions) {
        if (exceptions.size() > 1) {
            List<ExceptionInfo> members = members(exceptions);
            if (members != null) {
                return members;
            }
        }
        return exceptions.subList(Math.max(0, exceptions.size() - LINKS), exceptions.size());
    }

    /** Null when this is no group, or its ids do not make a tree. */
    private static @Nullable List<ExceptionInfo> members(List<ExceptionInfo> exceptions) {
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
     * Goes down through groups to the exceptions that happened; returns how many exceptions hang together. As deep as there
     * are exceptions, of which an event keeps 50.
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

    /** The exception behind its first cause, and that behind its own. */
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

    /** Each path is read once: the order and what is alike come of the same texts. */
    private static List<ExceptionInfo> distinct(ExceptionInfo root, List<List<ExceptionInfo>> paths) {
        SortedMap<String, List<ExceptionInfo>> unlike = new TreeMap<>();
        for (List<ExceptionInfo> path : paths) {
            List<ExceptionInfo> unused = unlike.putIfAbsent(likeness(path), path);
        }
        if (unlike.size() == 1) {
            return paths.get(0);
        }
        List<ExceptionInfo> all = new ArrayList<>();
        unlike.values().stream().limit(LINKS).forEach(all::addAll);
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
