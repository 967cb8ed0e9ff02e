package io.migrationledger.cli.command;

import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.CommonOptions;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.ArgumentText;
import java.util.regex.Pattern;

/** A database that an argument names, beside the one of the command. */
final class OtherDatabase {
    /** Of any program; one of JDBC, which begins with {@code jdbc:} in small letters, has been recognised before. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.:-]*://.*", Pattern.DOTALL);

    private OtherDatabase() {}

    /**
     * Checks what is to be read as the name of a file.
     *
     * @throws LedgerException where it is an address that is none of JDBC
     */
    static void checkFile(String text) {
        if (ADDRESS.matcher(text).matches()) {
            throw UsageError.of(
                    "'" + ArgumentText.shown(text) + "' is no JDBC address",
                    "Write it as one, such as jdbc:postgresql://HOST/DATABASE?user=NAME; or name an environment"
                            + " (env:production), whose file holds address, user and password.");
        }
    }

    /**
     * Returns that of a named environment, whose file stands beside the one that was named. The address is that of this file
     * alone; what it says of user, password, schema and table wins over the variables, which are about the other database.
     */
    static Invocation named(Invocation invocation, String environment) {
        CommonOptions options = withFile(invocation);
        options.take("--env", environment);
        return invocation.other(options);
    }

    /** Returns that of an address. Its ledger has the schema and the table's name that were said for this one. */
    static Invocation at(Invocation invocation, String url) {
        CommonOptions options = withFile(invocation);
        options.take("--url", url);
        invocation.configuration().schema().ifPresent(schema -> options.take("--schema", schema));
        invocation.configuration().table().ifPresent(table -> options.take("--table", table));
        return invocation.other(options);
    }

    private static CommonOptions withFile(Invocation invocation) {
        CommonOptions options = new CommonOptions();
        invocation.configuration().file().ifPresent(file -> options.take("--config", file));
        return options;
    }
}
