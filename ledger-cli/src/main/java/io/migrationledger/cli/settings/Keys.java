package io.migrationledger.cli.settings;

import java.util.List;
import java.util.Locale;

/** The names of settings: {@code lock-timeout} in the file is {@code LEDGER_LOCK_TIMEOUT} in the environment. */
public final class Keys {
    public static final String URL = "url";
    static final String USER = "user";
    public static final String PASSWORD = "password";
    static final String PASSWORD_FILE = "password-file";
    static final String DIR = "dir";
    static final String LAYOUT = "layout";
    static final String EXCLUDE = "exclude";
    static final String CLASSPATH = "classpath";
    static final String REGISTRY = "registry";
    static final String SCHEMA = "schema";
    static final String TABLE = "table";
    static final String NAMESPACE = "namespace";
    static final String LOCK_TIMEOUT = "lock-timeout";
    static final String LOCK_RETRIES = "lock-retries";
    static final String ON_EXISTING = "on-existing";
    static final String IGNORE_MISSING = "ignore-missing";
    static final String NEW_LEDGER = "new-ledger";
    static final String KEEP_SCRIPTS = "keep-scripts";
    static final String KEEP_SNAPSHOTS = "keep-snapshots";
    static final String ON_DRIFT = "on-drift";
    static final String SCRATCH_URL = "scratch-url";
    static final String EXPECT_HEAD = "expect-head";
    static final String ADOPT = "adopt";
    static final String ADOPT_TABLE = "adopt-table";
    static final String ADOPT_EDITED = "adopt-edited";
    static final String FORMAT = "format";
    /** Which file, and which named environment; only on the command line and in the environment. */
    static final String CONFIG = "config";

    static final String ENV = "env";
    static final String NO_COLOR = "no-color";
    static final String NO_PLACEHOLDERS = "no-placeholders";
    static final String VERBOSE = "verbose";

    /** What a placeholder's name follows: {@code placeholder.owner=app}, {@code LEDGER_PLACEHOLDER_owner=app}. */
    static final String PLACEHOLDER = "placeholder.";

    static final String PLACEHOLDER_VARIABLE = "LEDGER_PLACEHOLDER_";

    static final List<String> ALL = List.of(
            URL,
            USER,
            PASSWORD,
            PASSWORD_FILE,
            DIR,
            LAYOUT,
            EXCLUDE,
            CLASSPATH,
            REGISTRY,
            SCHEMA,
            TABLE,
            NAMESPACE,
            LOCK_TIMEOUT,
            LOCK_RETRIES,
            ON_EXISTING,
            IGNORE_MISSING,
            NEW_LEDGER,
            KEEP_SCRIPTS,
            KEEP_SNAPSHOTS,
            ON_DRIFT,
            SCRATCH_URL,
            EXPECT_HEAD,
            ADOPT,
            ADOPT_TABLE,
            ADOPT_EDITED,
            FORMAT,
            NO_COLOR,
            NO_PLACEHOLDERS,
            VERBOSE);

    private Keys() {}

    static String variable(String key) {
        return "LEDGER_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
