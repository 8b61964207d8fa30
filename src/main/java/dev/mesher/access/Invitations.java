package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Invites people into organisations by their e-mail addresses. An invitation is used once, within seven days. */
public final class Invitations {
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final InvitationStore store;
    private final SignIn signIn;
    private final GuessLimit guesses;
    private final Clock clock;

    Invitations(Pool pool, SignIn signIn, GuessLimit guesses, Clock clock) {
        this.store = new InvitationStore(pool);
        this.signIn = signIn;
        this.guesses = guesses;
        this.clock = clock;
    }

    /**
     * Invites someone. The token is shown this once. It replaces an open invitation to the same address. Fails with a
     * {@link Refusal} for text that is no e-mail address, for a member's address, and beyond 100 open invitations.
     *
     * @param by the account of the inviter
     */
    public Future<NewInvitation> invite(UUID organization, String email, Role role, UUID by) {
        Secret token = Secret.fresh(Secret.Kind.INVITATION);
        OffsetDateTime now = now();
        OffsetDateTime until = now.plus(LIFETIME);
        return store.add(organization, EmailAddress.checked(email), role, token, by, now, until)
                .map(id -> new NewInvitation(id, token.value(), until));
    }

    /** The organisation's invitations, newest first, also those that have ended within 30 days. At most 1,000. */
    public Future<List<SentInvitation>> list(UUID organization) {
        return store.list(organization, now());
    }

    /** Revokes an invitation. Fails with a {@link Refusal} when it was accepted. */
    public Future<Void> revoke(UUID invitation) {
        return store.revoke(invitation, now());
    }

    /**
     * The open invitation of a token. Fails with a {@link Refusal}, which is the same for a wrong, used, revoked or
     * expired token.
     *
     * @param client the client's IP address
     */
    public Future<Invitation> show(String token, String client) {
        return find(token, client);
    }

    /**
     * Accepts an invitation. When no account has its address, it makes one. Otherwise the caller must be signed in as
     * that account. Fails with a {@link Refusal}.
     *
     * @param caller empty for a caller who is not signed in
     * @param account makes the account of an e-mail address; may throw a refusal
     * @param client the client's IP address
     * @return the session of a new account; empty when there was one
     */
    public Future<Optional<Session>> accept(
            String token, Optional<Principal> caller, AccountOfAddress account, String client) {
        return find(token, client).compose(invitation -> {
            Secret secret = Secret.parse(token).orElseThrow(Invitations::notFound);
            UUID existing = invitation.account();
            if (existing != null) {
                requireCaller(caller, existing);
                return store.accept(secret, existing, now())
                        .compose(Invitations::used)
                        .map(Optional.empty());
            }
            return store.accept(secret, account.of(invitation.email()), now())
                    .compose(Invitations::used)
                    .compose(user -> signIn.open(user, client))
                    .map(Optional::of);
        });
    }

    /** Makes the account that an invitation lacks. */
    @FunctionalInterface
    public interface AccountOfAddress {
        /**
         * The account that is to be made.
         *
         * @throws Refusal when the rest of the account is malformed or missing
         */
        NewAccount of(String email);
    }

    private Future<Invitation> find(String token, String client) {
        Supplier<Future<Optional<Invitation>>> guess = () -> Secret.parse(token)
                .filter(secret -> secret.kind() == Secret.Kind.INVITATION)
                .map(secret -> store.find(secret, now()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        return guesses.limited("invitation", client, guess).map(found -> found.orElseThrow(Invitations::notFound));
    }

    private static void requireCaller(Optional<Principal> caller, UUID account) {
        UUID user = caller.map(Principal::user).orElseThrow(Refusal::unauthorized);
        if (!user.equals(account)) {
            throw Refusal.forbidden("the invitation is for another account: sign in with its e-mail address");
        }
        if (!caller.get().allows(Scope.ADMIN)) {
            throw Scope.ADMIN.refusal();
        }
    }

    private static Future<UUID> used(Optional<UUID> user) {
        return user.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(notFound()));
    }

    private static Refusal notFound() {
        return Refusal.notFound("invitation");
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }
}
