package io.migrationledger.cli.command;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.CommonOptions;

/** A database that an argument names, beside the one of the command. */
final class OtherDatabase {
    private OtherDatabase() {}

    /** Returns that of a named environment, whose settings say all of it. They stand beside the file that was named. */
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
