package dev.mesher.group;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.ExceptionInfo.Mechanism;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of an event's exceptions form its group, and which of them names it: those that happened. Left out are wrappers that
 * say nothing, suppressed exceptions, and what lies around the exception that the client names as the main one.
 */
final class Chain {
    /** Exceptions of a chain that count, from the thrown one on: who wraps without end tells nothing new. */
    static final int LINKS = 10;

    private Chain() {}

    /** The exceptions that form the group, causes first. Of an exception group they are its members. */
    static List<ExceptionInfo> of(List<ExceptionInfo> exceptions) {
        List<ExceptionInfo> happened = happened(exceptions);
        List<ExceptionInfo> members = happened.size() > 1 ? GroupMembers.of(happened) : null;
        if (members != null) {
            return members;
        }
        List<ExceptionInfo> chain = counting(happened);
        return chain.subList(Math.max(0, chain.size() - LINKS), chain.size());
    }

    /** The exception that names the issue; null when there is none. */
    static @Nullable ExceptionInfo main(List<ExceptionInfo> exceptions) {
        if (exceptions.size() <= 1) {
            return exceptions.isEmpty() ? null : exceptions.get(0);
        }
        List<ExceptionInfo> happened = happened(exceptions);
        ExceptionInfo thrown = last(happened);
        ExceptionInfo ofGroup =
                thrown.mechanism() == null || !thrown.mechanism().group() ? null : GroupMembers.main(happened);
        return ofGroup == null ? last(withoutWrappers(happened)) : ofGroup;
    }

    /** The chain without wrappers, unless the only stack is that of a wrapper. */
    static List<ExceptionInfo> counting(List<ExceptionInfo> chain) {
        List<ExceptionInfo> bare = withoutWrappers(chain);
        return hasFrames(bare) || !hasFrames(chain) ? bare : chain;
    }

    /** All but the wrappers that say nothing beside their cause. */
    private static List<ExceptionInfo> withoutWrappers(List<ExceptionInfo> chain) {
        if (chain.size() <= 1) {
            return chain;
        }
        List<ExceptionInfo> kept = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            ExceptionInfo cause = cause(chain, i);
            if (cause == null || !Wrappers.isPure(chain.get(i), cause)) {
                kept.add(chain.get(i));
            }
        }
        return kept.isEmpty() ? chain : kept;
    }

    /** The one before, unless the ids say which it is. */
    private static @Nullable ExceptionInfo cause(List<ExceptionInfo> chain, int place) {
        Integer id = id(chain.get(place));
        boolean linked = false;
        for (int i = place - 1; i >= 0 && id != null; i--) {
            Integer parent = parentId(chain.get(i));
            if (id.equals(parent)) {
                return chain.get(i);
            }
            linked |= parent != null;
        }
        return linked || place == 0 ? null : chain.get(place - 1);
    }

    private static List<ExceptionInfo> happened(List<ExceptionInfo> exceptions) {
        Integer mainId = null;
        boolean suppressed = false;
        for (ExceptionInfo exception : exceptions) {
            Mechanism mechanism = exception.mechanism();
            mainId = mechanism == null || mechanism.mainId() == null ? mainId : mechanism.mainId();
            suppressed |= mechanism != null && mechanism.suppressed();
        }
        if (exceptions.size() <= 1 || (mainId == null && !suppressed)) {
            return exceptions;
        }
        List<ExceptionInfo> happened = suppressed ? without(exceptions, Chain::isSuppressed) : exceptions;
        return mainId == null ? happened : below(happened, mainId);
    }

    private static boolean isSuppressed(ExceptionInfo exception) {
        return exception.mechanism() != null && exception.mechanism().suppressed();
    }

    /** Without those that the test finds, and what lies below them; all when nothing would be left. */
    private static List<ExceptionInfo> without(List<ExceptionInfo> exceptions, Predicate<ExceptionInfo> test) {
        Map<Integer, ExceptionInfo> byId = byId(exceptions);
        List<ExceptionInfo> kept = exceptions.stream()
                .filter(exception -> !isBelow(exception, byId, test))
                .toList();
        return kept.isEmpty() ? exceptions : kept;
    }

    /** The exception of this id and what lies below it, itself the last; all when there is none. */
    private static List<ExceptionInfo> below(List<ExceptionInfo> exceptions, Integer mainId) {
        Map<Integer, ExceptionInfo> byId = byId(exceptions);
        ExceptionInfo main = byId.get(mainId);
        if (main == null) {
            return exceptions;
        }
        List<ExceptionInfo> below = new ArrayList<>();
        for (ExceptionInfo exception : exceptions) {
            if (!mainId.equals(id(exception)) && isBelow(exception, byId, each -> mainId.equals(id(each)))) {
                below.add(exception);
            }
        }
        below.add(main);
        return below;
    }

    /** Whether the test finds the exception, or one above it. Ids that go in a circle end after as many steps as there are. */
    private static boolean isBelow(
            ExceptionInfo exception, Map<Integer, ExceptionInfo> byId, Predicate<ExceptionInfo> test) {
        ExceptionInfo at = exception;
        for (int steps = 0; at != null && steps <= byId.size(); steps++) {
            if (test.test(at)) {
                return true;
            }
            Integer parent = parentId(at);
            at = parent == null ? null : byId.get(parent);
        }
        return false;
    }

    private static Map<Integer, ExceptionInfo> byId(List<ExceptionInfo> exceptions) {
        Map<Integer, ExceptionInfo> byId = new HashMap<>();
        for (ExceptionInfo exception : exceptions) {
            Integer id = id(exception);
            if (id != null) {
                byId.putIfAbsent(id, exception);
            }
        }
        return byId;
    }

    private static boolean hasFrames(List<ExceptionInfo> exceptions) {
        return exceptions.stream().anyMatch(exception -> !exception.frames().isEmpty());
    }

    private static ExceptionInfo last(List<ExceptionInfo> exceptions) {
        return exceptions.get(exceptions.size() - 1);
    }

    private static @Nullable Integer id(ExceptionInfo exception) {
        return exception.mechanism() == null ? null : exception.mechanism().id();
    }

    private static @Nullable Integer parentId(ExceptionInfo exception) {
        return exception.mechanism() == null ? null : exception.mechanism().parentId();
    }
}
