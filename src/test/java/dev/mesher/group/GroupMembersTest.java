package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.ExceptionInfo.Mechanism;
import dev.mesher.event.StackFrame;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exception that names an exception group, for which not all of the group is read. */
final class GroupMembersTest {
    private static final int GROUPS = 4_000;

    /** Alike, although the third is written otherwise. */
    private static final List<String> FUNCTIONS = List.of("pay", "lambda$pay$1", "lambda$pay$2", "load", "pay");

    private static final List<String> VALUES = List.of("v", "w", "stack overflow");

    @Test
    void isTheLastOfTheMembers() {
        Random chance = new Random(1);
        int groups = 0;
        int alike = 0;
        for (int i = 0; i < GROUPS; i++) {
            List<ExceptionInfo> exceptions = group(chance);
            List<ExceptionInfo> members = GroupMembers.of(exceptions);
            ExceptionInfo main = GroupMembers.main(exceptions);
            assertThat(main).isSameAs(members == null ? null : members.get(members.size() - 1));
            groups += members == null ? 0 : 1;
            alike += main != null && exceptions.indexOf(main) > 0 ? 1 : 0;
        }
        assertThat(groups).isBetween(GROUPS / 2, GROUPS);
        assertThat(alike).isBetween(groups / 10, groups * 9 / 10);
    }

    @Test
    void isFoundWithoutReadingMoreMembersThanTwoThatDiffer() {
        List<Counted> counted = members("pay", "load", "pay", "pay");
        assertThat(GroupMembers.main(exceptions(counted))).isNotNull();
        assertThat(counted).extracting(each -> each.read > 0).containsExactly(true, true, false, false);
    }

    @Test
    void isFoundWithoutReadingWhatWasSentTwice() {
        List<Counted> counted = members("pay", "pay", "pay");
        assertThat(GroupMembers.main(exceptions(counted))).isNotNull();
        assertThat(counted).allSatisfy(each -> assertThat(each.read).isLessThanOrEqualTo(2 * each.size()));
    }

    /** Some of them are no trees. */
    private static List<ExceptionInfo> group(Random chance) {
        List<ExceptionInfo> exceptions = new ArrayList<>();
        exceptions.add(exception(0, null, true, "v", List.of()));
        int members = 1 + chance.nextInt(5);
        boolean alike = chance.nextBoolean();
        for (int id = 1; id <= members; id++) {
            int parent = chance.nextInt(3) == 0 ? chance.nextInt(id) : chance.nextInt(40) == 0 ? id + 7 : 0;
            String function = FUNCTIONS.get(chance.nextInt(alike ? 3 : FUNCTIONS.size()));
            int depth = 1 + chance.nextInt(3);
            List<StackFrame> frames = new ArrayList<>();
            for (int i = 0; i < depth * depth; i++) {
                frames.add(StackFrame.of(i % 2 == 0 ? "a.java" : "b.java", function, true));
            }
            exceptions.add(exception(
                    id,
                    parent,
                    chance.nextInt(6) == 0,
                    VALUES.get(chance.nextInt(alike ? 2 : VALUES.size())),
                    alike ? List.of(StackFrame.of("a.java", function, true)) : frames));
        }
        return exceptions;
    }

    private static ExceptionInfo exception(
            int id, @Nullable Integer parent, boolean group, String value, List<StackFrame> frames) {
        return new ExceptionInfo("T", value, null, frames, new Mechanism(false, id, parent, group, false, null));
    }

    private static List<Counted> members(String... functions) {
        List<Counted> members = new ArrayList<>();
        for (String function : functions) {
            members.add(new Counted(function));
        }
        return members;
    }

    private static List<ExceptionInfo> exceptions(List<Counted> members) {
        List<ExceptionInfo> exceptions = new ArrayList<>();
        exceptions.add(exception(0, null, true, "v", List.of()));
        for (Counted member : members) {
            exceptions.add(exception(exceptions.size(), 0, false, "v", member));
        }
        return exceptions;
    }

    /** A stack that counts how often one of its frames is asked for. */
    private static final class Counted extends AbstractList<StackFrame> {
        private static final int FRAMES = 25;
        private final String function;
        private int read;

        Counted(String function) {
            this.function = function;
        }

        @Override
        public StackFrame get(int index) {
            read++;
            return StackFrame.of("a.py", function + index, true);
        }

        @Override
        public int size() {
            return FRAMES;
        }
    }
}
