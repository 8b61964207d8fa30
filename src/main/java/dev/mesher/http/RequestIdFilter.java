package dev.mesher.http;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;

/** Lets every line pass, and adds to it the request for which it is logged, as {@code request_id}. */
public final class RequestIdFilter extends Filter<ILoggingEvent> {
    private static final String NAME = "request_id";

    @Override
    public FilterReply decide(ILoggingEvent line) {
        if (line instanceof LoggingEvent open) {
            RequestId.current().ifPresent(id -> open.setMDCPropertyMap(Map.of(NAME, id.text())));
        }
        return FilterReply.NEUTRAL;
    }
}
