package dev.mesher.access;

import java.util.Optional;

/**
 * Who sent a request to a route that is open to all.
 *
 * @param signInRequired whether a caller like this one needs an account
 * @param firstAccountMade whether Mesher has ever created an account
 * @param caller empty for a caller who needs an account and did not sign in
 */
public record Visitor(boolean signInRequired, boolean firstAccountMade, Optional<Principal> caller) {}
