package io.migrationledger.audit;

import io.migrationledger.KeptScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Kept scripts that no compression makes much shorter; equal numbers make equal ones. */
public final class MadeScripts {
    private MadeScripts() {}

    /**
     * Returns the kept script of a migration.
     *
     * @param number what the script differs by from others
     * @param length about how long the text of its row is, in characters
     */
    public static KeptScript of(int number, int length) {
        byte[] noise = new byte[length / 4 * 3];
        new Random(number).nextBytes(noise);
        String sql = "-- " + Base64.getEncoder().encodeToString(noise) + "\\nCREATE TABLE t" + number + " (id INT);\\n";
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(("{\"up\":{\"sql\":\"" + sql + "\"},\"down\":{\"sql\":\"DROP TABLE t" + number + ";\"}}")
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return KeptScript.of(Base64.getEncoder().encodeToString(zipped.toByteArray()));
    }
}
