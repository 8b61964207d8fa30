package dev.mesher.cluster;

import static dev.mesher.testing.RecordedForm.assertUnchanged;

import dev.mesher.authority.ClusterRole;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The bytes of announcements and of an operator's questions, against recorded ones. Neither has a version: both are JSON. */
final class ClusterFormsTest {
    @Test
    void announcements() {
        NodeFacts facts = new NodeFacts("a@h:1", "h:1,h:2", "primary", ClusterRole.STANDBY, 3, true);

        assertUnchanged("node-facts", 0, facts.json().encode().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void framesOfQuestions() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Frame.write(out, new JsonObject().put("question", "prüfung"));

        assertUnchanged("question-frame", 0, out.toByteArray());
    }
}
