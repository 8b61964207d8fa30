package dev.mesher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/**
 * The recorded bytes of a form that other nodes, the journal or the database read. They are in {@code
 * src/test/resources/forms}, in hexadecimal digits, one file for the form's current version.
 */
public final class RecordedForm {
    private static final Pattern LINE = Pattern.compile("(.{64})(?=.)");

    private RecordedForm() {}

    /**
     * Fails when {@code bytes} differ from the recorded ones. A form that changes on purpose gets a new version number in the
     * code, and a new file here in place of the former one.
     *
     * @param version as the bytes themselves state it; 0 for a form without version
     */
    public static void assertUnchanged(String form, int version, byte[] bytes) {
        String name = version == 0 ? form + ".hex" : form + "-v" + version + ".hex";
        String hex = LINE.matcher(HexFormat.of().formatHex(bytes)).replaceAll("$1\n") + "\n";
        try (InputStream in = RecordedForm.class.getResourceAsStream("/forms/" + name)) {
            if (in == null) {
                Assertions.fail("src/test/resources/forms/" + name + " is missing. It would hold\n" + hex);
            } else {
                assertThat(hex)
                        .as(
                                "%s is written in another form than recorded: raise its version number, then record it anew",
                                form)
                        .isEqualTo(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
