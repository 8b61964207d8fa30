package dev.mesher.group;

import dev.mesher.group.Corpus.Recorded;
import java.util.List;

/** Of pairs of events: how many met, were of one fault, and both. */
final class Pairs {
    private long met;
    private long same;
    private long both;

    void add(boolean inOneGroup, boolean ofOneFault) {
        met += inOneGroup ? 1 : 0;
        same += ofOneFault ? 1 : 0;
        both += inOneGroup && ofOneFault ? 1 : 0;
    }

    void addAll(List<Recorded> events) {
        for (int i = 0; i < events.size(); i++) {
            for (int j = 0; j < i; j++) {
                add(
                        events.get(i).fingerprint().equals(events.get(j).fingerprint()),
                        events.get(i).fault().equals(events.get(j).fault()));
            }
        }
    }

    /** 1 when none met: nothing was put together wrongly. */
    double precision() {
        return met == 0 ? 1 : (double) both / met;
    }

    double recall() {
        return (double) both / same;
    }

    @Override
    public String toString() {
        return "precision %.4f (%d of %d pairs) recall %.4f (%d of %d)"
                .formatted(precision(), both, met, recall(), both, same);
    }
}
