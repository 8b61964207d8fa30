package dev.mesher.api.endpoint;

import io.vertx.core.http.HttpMethod;

/**
 * One route of the management API.
 *
 * @param path with {@code :name} for each parameter
 */
public record Endpoint(HttpMethod method, String path, Needs needs) {}
