package dev.mesher.event;

/** What became of one event of a request: it was taken, or it was refused. Final. */
public sealed interface Result permits Receipt, Refusal {
    /**
     * The receipt of what was taken.
     *
     * @throws Refusal when it was refused
     */
    Receipt receipt();

    /** Whether this is a {@link Refusal}. */
    boolean refused();
}
