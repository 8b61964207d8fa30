package dev.mesher.sdk;

import java.util.Map;

/** {@code sentry-sdk} where only what Python brings along can compress. */
@Sdk("python")
final class PythonWithoutBrotliSdkIT extends PythonSdkIT {
    @Override
    Map<String, String> environment() {
        return Map.of("WITHOUT_BROTLI", "1");
    }

    @Override
    String encoding() {
        return "gzip";
    }
}
