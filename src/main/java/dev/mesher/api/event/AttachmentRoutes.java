package dev.mesher.api.event;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The files that a client sent with an event. */
public final class AttachmentRoutes implements ApiRoutes {
    /** How much of an attachment the node holds in memory at a time. */
    private static final int PIECE_BYTES = 1 << 20;

    private final AttachmentStore attachments;

    public AttachmentRoutes(AttachmentStore attachments) {
        this.attachments = attachments;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/events/:event/attachments", Needs.MEMBER, this::list);
        to.get("/api/v1/attachments/:attachment", Needs.MEMBER, this::download);
    }

    Future<JsonArray> list(ApiCall call) {
        return attachments.list(call.id());
    }

    /**
     * Sends the file as a download. It must never be displayed: it comes from an untrusted client, and would run with
     * the rights of this server's own pages.
     */
    Future<Reply> download(ApiCall call) {
        UUID id = call.id();
        HttpServerResponse response = call.http().response();
        boolean headersAlone = HttpMethod.HEAD.equals(call.http().request().method());
        return attachments.head(id).compose(head -> attachments
                .piece(id, 0, PIECE_BYTES)
                .compose(first -> {
                    HttpServerResponse unused = response.putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                            .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(head.size()))
                            .putHeader("Content-Disposition", disposition(head.filename()))
                            .putHeader("X-Content-Type-Options", "nosniff")
                            .putHeader("Content-Security-Policy", "sandbox; default-src 'none'");
                    return headersAlone
                            ? response.end()
                            : response.write(first).compose(sent -> rest(response, id, PIECE_BYTES, head.size()));
                })
                .map(Reply.SENT));
    }

    /**
     * Sends the rest of the file. When the client leaves, or the database fails now, the connection is closed, since
     * the length was already sent.
     */
    private Future<Void> rest(HttpServerResponse response, UUID id, int from, int size) {
        if (from >= size) {
            return response.end();
        }
        return attachments
                .piece(id, from, PIECE_BYTES)
                .compose(response::write)
                .compose(sent -> rest(response, id, from + PIECE_BYTES, size));
    }

    /** The header of RFC 6266: an ASCII name for old clients, and the full name for others. */
    private static String disposition(String filename) {
        StringBuilder plain = new StringBuilder(filename.length());
        for (int i = 0; i < filename.length(); i++) {
            char c = filename.charAt(i);
            plain.append(c < 0x80 && (Character.isLetterOrDigit(c) || "._ -".indexOf(c) >= 0) ? c : '_');
        }
        StringBuilder whole = new StringBuilder();
        for (byte each : filename.getBytes(StandardCharsets.UTF_8)) {
            boolean safe = each > 0 && (Character.isLetterOrDigit(each) || each == '.' || each == '_' || each == '-');
            whole.append(safe ? String.valueOf((char) each) : String.format("%%%02X", each & 0xff));
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + whole;
    }
}
