package dev.mesher.event;

/** The final result of one event of a request: a {@link Receipt} or a {@link Refusal}. */
public sealed interface Result permits Receipt, Refusal {
    /**
     * This as a receipt.
     *
     * @throws Refusal when the event was refused
     */
    Receipt receipt();

    /** Whether this is a {@link Refusal}. */
    boolean refused();
}
