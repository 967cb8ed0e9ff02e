package io.migrationledger.cli.arguments;

import io.migrationledger.cli.settings.ThisVersion;
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
        return ThisVersion.number();
    }
}
