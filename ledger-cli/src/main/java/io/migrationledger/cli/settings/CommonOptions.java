package io.migrationledger.cli.settings;

import io.migrationledger.cli.arguments.QuickArguments;
import io.migrationledger.cli.terminal.AddressSecrets;
import io.migrationledger.cli.terminal.Repeated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands share, as they were given. */
public class CommonOptions {
    /** Stands for a {@code --password} without a value: ask for it. */
    public static final String ASK = "\0ask";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The database's JDBC address. Default: jdbc:sqlite:ledger.db")
    @Nullable
    public String url;

    @Option(names = "--user", paramLabel = "USER", description = "The database user.")
    @Nullable
    String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            fallbackValue = ASK,
            description = "The user's password. Asks for it where another option or nothing follows. Better:"
                    + " LEDGER_PASSWORD, or --password-file.")
    @Nullable
    public String password;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "A file that holds the user's password and nothing else, as the secrets of Docker and Kubernetes do.")
    @Nullable
    String passwordFile;

    @Option(
            names = "--dir",
            paramLabel = "[NAMESPACE=]DIR",
            description = "A directory of migrations, with a namespace of its own if you like; several with commas, or"
                    + " given several times. Default: migrations")
    List<String> dirs = new ArrayList<>();

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "The layout of the directories: ledger, flyway, goose and others. Default: recognised by the"
                    + " files")
    @Nullable
    String layout;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Files to leave out, such as seeds.sql or helpers/**; several with commas, or given several"
                    + " times.")
    List<String> excluded = new ArrayList<>();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and directories of classes with drivers of other databases and with migrations in Java,"
                    + " between colons (on Windows: semicolons).")
    @Nullable
    String classpath;

    @Option(
            names = "--registry",
            paramLabel = "CLASS",
            description = "The class that lists migrations in Java, such as com.example.ShopMigrations; several with"
                    + " commas.")
    @Nullable
    String registry;

    @Option(names = "--schema", paramLabel = "SCHEMA", description = "The schema of the ledger table.")
    @Nullable
    String schema;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "The name of the ledger table. Default: migration_ledger")
    @Nullable
    String table;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "The namespace of ids that name none, and of directories that name none, unless another"
                    + " directory has it. Default: main")
    @Nullable
    public String namespace;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "The value of $${NAME} in scripts; may be given several times.")
    Map<String, String> placeholders = new LinkedHashMap<>();

    @Option(names = "--no-placeholders", description = "$${NAME} in scripts is text: nothing is replaced.")
    boolean noPlaceholders;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            description = "How long to wait for another runner: 500ms, 30s, 5m. Default: 60s")
    @Nullable
    String lockTimeout;

    @Option(
            names = "--lock-retries",
            paramLabel = "N",
            description = "How often to try a migration again that could not get a lock of the database. Default: 0")
    @Nullable
    String lockRetries;

    @Option(
            names = "--on-existing",
            paramLabel = "refuse|run",
            description =
                    "What a first run does in a schema that holds objects already: run says that they have nothing"
                            + " to do with the migrations. Default: refuse")
    @Nullable
    String onExisting;

    @Option(
            names = "--ignore-missing",
            description =
                    "Go on where migrations are in effect whose files are not here: those of another branch, say.")
    boolean ignoreMissing;

    @Option(
            names = "--new-ledger",
            description =
                    "Begin a ledger of its own where this database has one already at another place: for another tenant,"
                            + " say.")
    boolean newLedger;

    @Option(
            names = "--keep-scripts",
            paramLabel = "true|false",
            description =
                    "Whether the SQL that runs is kept in a table beside the ledger, as it was before placeholders"
                            + " were replaced; 'ledger show' prints it. Default: true")
    @Nullable
    String keepScripts;

    @Option(
            names = "--keep-snapshots",
            paramLabel = "true|false",
            description =
                    "Whether each run that changes something keeps a snapshot of the schema beside the ledger, with which"
                            + " 'ledger drift' compares it later. Default: false")
    @Nullable
    String keepSnapshots;

    @Option(
            names = "--on-drift",
            paramLabel = "refuse|warn|ignore",
            description =
                    "What a run with something to do does where the schema was changed outside of the ledger since its newest"
                            + " kept snapshot. Default: warn with --keep-snapshots, otherwise ignore")
    @Nullable
    String onDrift;

    @Option(
            names = "--expect-head",
            paramLabel = "SEQ:HASH",
            description =
                    "The newest event that an earlier run ended with. Where the ledger does not have it, nothing runs: its end"
                            + " was lost in a failover or a restore, or it is another ledger. 'status --check' finds it,"
                            + " too.")
    @Nullable
    String expectHead;

    @Option(
            names = "--adopt",
            paramLabel = "any|TOOL",
            description =
                    "A first run takes over the history that another tool has here, such as flyway, and goes on with what is"
                            + " pending. Default: it stops")
    @Nullable
    String adopt;

    @Option(
            names = "--adopt-table",
            paramLabel = "TABLE",
            description = "The other tool's table, where it does not have the name that the tool gives it.")
    @Nullable
    String adoptTable;

    @Option(
            names = "--adopt-edited",
            paramLabel = "REASON",
            description = "Accept files that were edited since the other tool ran them; the reason is recorded.")
    @Nullable
    String adoptEdited;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of settings. Default: ledger.properties, where it exists")
    @Nullable
    String config;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description =
                    "A named environment: settings in ledger.NAME.properties win over those of ledger.properties.")
    @Nullable
    String env;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "json prints one document on standard output, for programs. Default: text")
    @Nullable
    String format;

    @Option(names = "--no-color", description = "No colours; NO_COLOR=1 does the same.")
    boolean noColor;

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows logs, and stack traces of errors.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    /** Returns what of them an advised command repeats: what chooses the database and the migrations, and no secret. */
    Repeated repeated() {
        List<String> words = new ArrayList<>();
        repeat(words, "--url", url == null || AddressSecrets.isOpen(url) ? url : "…");
        repeat(words, "--user", user);
        if (password != null) {
            words.add("--password"); // asks: an option follows, or nothing
        }
        repeat(words, "--password-file", passwordFile);
        repeat(words, "--schema", schema);
        repeat(words, "--table", table);
        repeat(words, "--config", config);
        repeat(words, "--env", env);
        repeat(words, "--namespace", namespace);
        repeat(words, "--classpath", classpath);
        repeat(words, "--registry", registry);
        List<String> files = new ArrayList<>();
        dirs.forEach(dir -> repeat(files, "--dir", dir));
        repeat(files, "--layout", layout);
        excluded.forEach(pattern -> repeat(files, "--exclude", pattern));
        return new Repeated(words, files);
    }

    private static void repeat(List<String> words, String name, @Nullable String value) {
        if (value != null && value.startsWith("-")) {
            words.add(name + "=" + value);
        } else if (value != null) {
            words.add(name);
            words.add(value);
        }
    }

    /** Takes a value as {@link QuickArguments} does: returns false for what picocli has to decide. */
    public boolean take(String name, String value) {
        return switch (name) {
            case "--url" -> url == null && (url = value) != null;
            case "--user" -> user == null && (user = value) != null;
            case "--password-file" -> passwordFile == null && (passwordFile = value) != null;
            case "--dir" -> dirs.add(value);
            case "--layout" -> layout == null && (layout = value) != null;
            case "--exclude" -> excluded.add(value);
            case "--classpath" -> classpath == null && (classpath = value) != null;
            case "--registry" -> registry == null && (registry = value) != null;
            case "--schema" -> schema == null && (schema = value) != null;
            case "--table" -> table == null && (table = value) != null;
            case "--namespace" -> namespace == null && (namespace = value) != null;
            case "--lock-timeout" -> lockTimeout == null && (lockTimeout = value) != null;
            case "--lock-retries" -> lockRetries == null && (lockRetries = value) != null;
            case "--on-existing" -> onExisting == null && (onExisting = value) != null;
            case "--keep-scripts" -> keepScripts == null && (keepScripts = value) != null;
            case "--keep-snapshots" -> keepSnapshots == null && (keepSnapshots = value) != null;
            case "--on-drift" -> onDrift == null && (onDrift = value) != null;
            case "--expect-head" -> expectHead == null && (expectHead = value) != null;
            case "--adopt" -> adopt == null && (adopt = value) != null;
            case "--adopt-table" -> adoptTable == null && (adoptTable = value) != null;
            case "--adopt-edited" -> adoptEdited == null && (adoptEdited = value) != null;
            case "--config" -> config == null && (config = value) != null;
            case "--env" -> env == null && (env = value) != null;
            case "--format" -> format == null && (format = value) != null;
            default -> false;
        };
    }

    /** Takes a switch. */
    public boolean takeSwitch(String name) {
        return switch (name) {
            case "--ignore-missing" -> !ignoreMissing && (ignoreMissing = true);
            case "--new-ledger" -> !newLedger && (newLedger = true);
            case "--no-color" -> !noColor && (noColor = true);
            case "--no-placeholders" -> !noPlaceholders && (noPlaceholders = true);
            case "-v", "--verbose" -> !verbose && (verbose = true);
            default -> false;
        };
    }
}
