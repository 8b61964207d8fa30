package dev.mesher.alert;

import dev.mesher.alert.MinuteStore.Minute;
import dev.mesher.alert.PreviewStore.Moment;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The times at which a rule would have fired. */
final class PreviewTimes {
    private PreviewTimes() {}

    /**
     * Leaves out what falls into the rule's cool-down, which begins anew for each issue.
     *
     * @param moments the oldest first
     */
    static List<OffsetDateTime> cooled(List<Moment> moments, Duration cooldown) {
        Map<@Nullable UUID, OffsetDateTime> fired = new HashMap<>();
        List<OffsetDateTime> times = new ArrayList<>();
        for (Moment moment : moments) {
            OffsetDateTime last = fired.get(moment.issue());
            if (last == null || !moment.at().isBefore(last.plus(cooldown))) {
                fired.put(moment.issue(), moment.at());
                times.add(moment.at());
            }
        }
        return times;
    }

    /**
     * The ends of the minutes at which a window had enough events, or users.
     *
     * @param minutes the oldest first
     */
    static List<Moment> reached(List<Minute> minutes, SampledRule rule) {
        List<Moment> moments = new ArrayList<>();
        Deque<Minute> window = new ArrayDeque<>();
        Map<@Nullable UUID, Long> events = new HashMap<>();
        long total = 0;
        for (int next = 0; next < minutes.size(); next++) {
            Minute minute = minutes.get(next);
            window.addLast(minute);
            events.merge(minute.user(), minute.events(), Long::sum);
            total += minute.events();
            if (next + 1 < minutes.size() && minutes.get(next + 1).at().isEqual(minute.at())) {
                continue;
            }
            OffsetDateTime end = minute.at().plusMinutes(1);
            while (!window.isEmpty() && window.getFirst().at().isBefore(end.minus(rule.window()))) {
                Minute gone = window.removeFirst();
                events.computeIfPresent(
                        gone.user(),
                        (user, count) -> count > gone.events() ? Long.valueOf(count - gone.events()) : null);
                total -= gone.events();
            }
            if ((rule.users() ? events.size() : total) >= rule.least()) {
                moments.add(new Moment(null, end));
            }
        }
        return moments;
    }
}
