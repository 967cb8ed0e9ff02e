package io.migrationledger.cli.command;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.UsageError;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server on which a command makes scratch databases. */
final class ScratchUrl {
    static final String DESCRIPTION =
            "The server on which scratch databases are made and removed again. Default on SQLite: in memory";

    private static final String SQLITE = "jdbc:sqlite:";

    private static final Pattern NAMES_A_USER = Pattern.compile("[?&;]user=", Pattern.CASE_INSENSITIVE);

    private ScratchUrl() {}

    /** Returns who logs in there: nobody beyond the address where that names a user, and who uses the database otherwise. */
    static Properties login(Invocation invocation, String url) {
        return NAMES_A_USER.matcher(url).find() ? new Properties() : invocation.login();
    }

    /**
     * Returns the address that was given, or that of a database in memory where the database is SQLite.
     *
     * @throws io.migrationledger.LedgerException where another database needs a server and none was named
     */
    static String of(Invocation invocation, String command, @Nullable String given) {
        String named =
                given != null ? given : invocation.configuration().scratchUrl().orElse("");
        if (!named.isEmpty()) {
            invocation.out().secrets().addUrl(named);
            return named;
        }
        String url = invocation.configuration().url();
        if (url.startsWith(SQLITE)) {
            return SQLITE;
        }
        throw UsageError.of(
                command + " makes databases, and no server was named for them",
                "Give --scratch-url, or scratch-url in ledger.properties: the address of a server for development or tests on which "
                        + invocation.configuration().user().orElse("the account") + " may make databases.");
    }
}
