package dev.mesher.api.query;

/**
 * One term of a query.
 *
 * @param negated whether the condition must not hold
 */
record Term(boolean negated, Condition condition) {}
