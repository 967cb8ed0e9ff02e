package io.migrationledger.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the command, as the build wrote it into a file. */
public final class ThisVersion {
    private ThisVersion() {}

    /** Returns it, such as {@code 1.2.0}. */
    public static String number() {
        try (InputStream in = ThisVersion.class.getResourceAsStream("/io/migrationledger/cli/version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "of unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
