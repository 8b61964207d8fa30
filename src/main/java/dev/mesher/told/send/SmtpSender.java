package dev.mesher.told.send;

import dev.mesher.config.SmtpServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Sends e-mail through the SMTP server of the installation, on threads of its own. */
public final class SmtpSender {
    /** The limit of a whole mail, the wait for a thread included. Servers that examine mails take some seconds. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String UNSET = "no e-mail can be sent: MESHER_SMTP_URL is not set";

    private final Vertx vertx;
    private final Optional<SmtpServer> server;
    private final SSLSocketFactory tls;
    private final TimeLimit limit;
    private final WorkerExecutor workers;

    /**
     * @param server empty when none is configured
     * @param tls decides which certificates are trusted
     * @param threads most mails at a time
     */
    public SmtpSender(Vertx vertx, Optional<SmtpServer> server, SSLSocketFactory tls, TimeLimit limit, int threads) {
        this.vertx = vertx;
        this.server = server;
        this.tls = tls;
        this.limit = limit;
        this.workers = vertx.createSharedWorkerExecutor("mesher-smtp", threads);
    }

    /** Sends it. The future does not fail: what went wrong stands in the outcome. */
    public Future<Outcome> send(Outbound.Mail mail) {
        return server.map(given -> send(mail, given)).orElseGet(() -> Future.succeededFuture(Outcome.failed(UNSET)));
    }

    private Future<Outcome> send(Outbound.Mail mail, SmtpServer to) {
        Promise<Outcome> outcome = Promise.promise();
        OpenSockets open = new OpenSockets();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(start -> {
            Runnable callOff = limit.start(
                    LIMIT,
                    () -> context.runOnContext(late -> {
                        boolean unused = outcome.tryComplete(Outcome.failed("gave up after " + LIMIT.toSeconds()
                                + " s with the SMTP server " + to.host() + ":" + to.port()));
                        open.close();
                    }));
            workers.executeBlocking(() -> new SmtpDialogue(to, tls, open).send(mail), false)
                    .onComplete(done -> {
                        callOff.run();
                        boolean unused = outcome.tryComplete(
                                done.succeeded()
                                        ? done.result()
                                        : Outcome.failed("the mail cannot be made: "
                                                + done.cause().getClass().getSimpleName()));
                    });
        });
        return outcome.future();
    }

    /** Ends the threads. */
    public Future<Void> close() {
        return workers.close();
    }
}
