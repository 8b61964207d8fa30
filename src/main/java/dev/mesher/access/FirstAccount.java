package dev.mesher.access;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first account from the page. It takes a one-time code from a node's log, since a proxy in front of the node
 * can make a stranger look like a caller on this machine.
 */
public final class FirstAccount {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAccount.class);

    /** The code has 128 bits, so its hash needs no salt. */
    private static final int CODE_BYTES = 16;

    private static final int GROUP = 4;
    private static final FullPattern CODE = FullPattern.of("[0-9a-f]{32}", 2 * CODE_BYTES);
    private static final int MAX_LENGTH = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FirstAccountStore store;
    private final SignIn signIn;
    private final GuessLimit guesses;
    private volatile Optional<String> code = Optional.empty();

    FirstAccount(Pool pool, SignIn signIn, GuessLimit guesses) {
        this.store = new FirstAccountStore(pool);
        this.signIn = signIn;
        this.guesses = guesses;
    }

    /** Makes a code and logs it, if no account was made yet. To be called once, when the node starts. */
    public Future<Void> announce() {
        byte[] bytes = new byte[CODE_BYTES];
        RANDOM.nextBytes(bytes);
        String fresh = HexFormat.of().formatHex(bytes);
        return store.add(hash(fresh)).map(added -> {
            if (added) {
                code = Optional.of(grouped(fresh));
                LOG.info("[Mesher] first account code {}", grouped(fresh));
            }
            return null;
        });
    }

    /** The code that {@link #announce} made. Empty when there was an account already. */
    public Optional<String> code() {
        return code;
    }

    /**
     * Makes the first account, an operator who owns the organisation {@code default}, and signs it in. Fails with a
     * {@link Refusal}: 409 when an account was made before, 403 when no node made this code, 429 after too many wrong
     * codes.
     *
     * @param given case and dashes do not count
     * @param client the client's IP address
     */
    public Future<Session> make(String given, NewAccount account, String client) {
        return store.made()
                .compose(made -> made ? Future.failedFuture(FirstAccountStore.madeBefore()) : check(given, client))
                .compose(right -> right.isPresent() ? store.make(account) : Future.failedFuture(wrong()))
                .compose((UUID user) -> signIn.open(user, client));
    }

    private Future<Optional<String>> check(String given, String client) {
        return guesses.limited("first account", client, () -> {
            String plain = given.length() > MAX_LENGTH
                    ? ""
                    : given.strip().replace("-", "").toLowerCase(Locale.ROOT);
            return CODE.matches(plain)
                    ? store.knows(hash(plain)).map(known -> Optional.of(plain).filter(right -> known))
                    : Future.succeededFuture(Optional.empty());
        });
    }

    private static Refusal wrong() {
        return Refusal.forbidden("the code is wrong: a node's log has it in the line with \"first account code\"");
    }

    private static String grouped(String plain) {
        StringBuilder grouped = new StringBuilder(plain);
        for (int at = plain.length() - GROUP; at > 0; at -= GROUP) {
            grouped.insert(at, '-');
        }
        return grouped.toString();
    }

    private static String hash(String plain) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
