package dev.mesher.told.queue;

import dev.mesher.told.send.HttpSender;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.Outcome;
import dev.mesher.told.send.SmtpSender;
import io.vertx.core.Future;

/** The ways out of the node. */
public record Transports(HttpSender http, SmtpSender smtp) {
    /** Sends it. The future does not fail: what went wrong stands in the outcome. */
    Future<Outcome> send(Outbound outbound) {
        if (outbound instanceof Outbound.Post post) {
            return http.send(post);
        }
        return smtp.send((Outbound.Mail) outbound);
    }
}
