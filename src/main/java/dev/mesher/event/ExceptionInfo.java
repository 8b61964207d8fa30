package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/** The exception that an event reports; each part may be missing. */
public record ExceptionInfo(@Nullable String typeName, @Nullable String value, @Nullable String moduleName) {}
