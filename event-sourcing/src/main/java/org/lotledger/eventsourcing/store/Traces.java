package org.lotledger.eventsourcing.store;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event's way beside its request as spans of one trace: the relay that sends it, the inbox that takes it in. The trace is
 * carried by the announcement ({@code trace_parent}, W3C). Where tracing is off all spans are none.
 */
@ApplicationScoped
public class Traces {
    private static final String HEADER = "traceparent";
    private static final String VERSION = "00";

    /** The carrier is the only value that there is. */
    private static final TextMapGetter<String> ONLY = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    };

    private final Tracer tracer;

    public Traces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("org.lotledger");
    }

    /** The span that the caller runs in, as W3C writes it; null outside of any. */
    public static @Nullable String current() {
        return written(Span.current());
    }

    /** A span of the trace that the parent is part of; none where there is no parent, or tracing is off. */
    public Span begin(String name, SpanKind kind, @Nullable String traceParent) {
        if (traceParent == null) {
            return Span.getInvalid();
        }
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, ONLY);
        return tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
    }

    /** As W3C writes it; null for none. */
    public static @Nullable String written(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? VERSION + "-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }
}
