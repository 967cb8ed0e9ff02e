package io.migrationledger.cli.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger version}. */
@Command(name = "version", description = "Shows the version of the ledger and of Java.")
public final class VersionCommand {
    @Option(names = "--format", paramLabel = "text|json", description = "json prints one document. Default: text")
    String format = "text";

    /** Returns the version as one line. */
    static String text() {
        return "Migration Ledger " + number() + " (Java " + Runtime.version() + ")";
    }

    static String number() {
        try (InputStream in = VersionCommand.class.getResourceAsStream("/io/migrationledger/cli/version.properties")) {
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
