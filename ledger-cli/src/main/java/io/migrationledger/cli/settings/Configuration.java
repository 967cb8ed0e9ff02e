package io.migrationledger.cli.settings;

import io.migrationledger.AdoptOptions;
import io.migrationledger.ErrorCode;
import io.migrationledger.ExpectedHead;
import io.migrationledger.LedgerException;
import io.migrationledger.OnDrift;
import io.migrationledger.OnExisting;
import io.migrationledger.migration.Durations;
import io.migrationledger.migration.MigrationId;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which database, which migrations and how: what file, environment and command line say together.
 *
 * @param url the JDBC address
 * @param directories where the migrations are
 * @param layout the layout of the directories, or empty where it is recognised
 * @param excluded patterns for files to leave out
 * @param classpath where more classes are, beside those of the command
 * @param registries the classes that list migrations in Java
 * @param namespace the namespace of what names none
 * @param adopt which other tool's history a first run takes over
 * @param defaultDirectory whether no directory was named
 * @param file the file of settings that was named
 */
public record Configuration(
        String url,
        Optional<String> user,
        Optional<String> password,
        List<Directory> directories,
        Optional<String> layout,
        List<String> excluded,
        List<Path> classpath,
        List<String> registries,
        Optional<String> schema,
        Optional<String> table,
        String namespace,
        Optional<Duration> lockTimeout,
        OptionalInt lockRetries,
        boolean replacePlaceholders,
        OnExisting onExisting,
        boolean ignoreMissing,
        boolean newLedger,
        boolean keepScripts,
        boolean keepSnapshots,
        Optional<OnDrift> onDrift,
        Optional<String> scratchUrl,
        Optional<ExpectedHead> expectedHead,
        Optional<AdoptOptions> adopt,
        Map<String, String> placeholders,
        boolean defaultDirectory,
        Optional<String> file) {
    private static final String DEFAULT_FILE = "ledger.db";
    private static final String DEFAULT_DIRECTORY = "migrations";

    /** A directory of migrations, as it was written, and where that is. */
    public record Directory(String namespace, Path path) {}

    /**
     * Resolves the settings.
     *
     * @throws LedgerException where a value cannot be used
     */
    public static Configuration of(CommonOptions options, Settings settings, Surroundings surroundings) {
        List<String> namespaces = new ArrayList<>(settings.all(Keys.NAMESPACE, options.namespace));
        namespaces.add(MigrationId.DEFAULT_NAMESPACE);
        namespaces.forEach(namespace -> checkNamespace(namespace, ""));
        Path here = surroundings.workingDirectory();
        return new Configuration(
                settings.get(Keys.URL, options.url).orElseGet(() -> "jdbc:sqlite:" + here.resolve(DEFAULT_FILE)),
                settings.get(Keys.USER, options.user),
                Password.of(options, settings, surroundings),
                directories(options, settings, namespaces, here),
                settings.get(Keys.LAYOUT, options.layout),
                excluded(options, settings),
                classpath(settings.get(Keys.CLASSPATH, options.classpath), here),
                list(settings.get(Keys.REGISTRY, options.registry)),
                settings.get(Keys.SCHEMA, options.schema),
                settings.get(Keys.TABLE, options.table),
                namespaces.get(0),
                settings.get(Keys.LOCK_TIMEOUT, options.lockTimeout).map(Configuration::lockTimeout),
                lockRetries(settings.get(Keys.LOCK_RETRIES, options.lockRetries)),
                !settings.isOn(Keys.NO_PLACEHOLDERS, options.noPlaceholders),
                onExisting(settings.get(Keys.ON_EXISTING, options.onExisting).orElse("refuse")),
                settings.isOn(Keys.IGNORE_MISSING, options.ignoreMissing),
                settings.isOn(Keys.NEW_LEDGER, options.newLedger),
                settings.isTrue(Keys.KEEP_SCRIPTS, options.keepScripts, true),
                settings.isTrue(Keys.KEEP_SNAPSHOTS, options.keepSnapshots, false),
                settings.get(Keys.ON_DRIFT, options.onDrift).map(Configuration::onDrift),
                settings.get(Keys.SCRATCH_URL, null),
                settings.get(Keys.EXPECT_HEAD, options.expectHead).map(Configuration::expectedHead),
                adopt(options, settings),
                settings.placeholders(options.placeholders),
                options.dirs.isEmpty() && settings.get(Keys.DIR, null).isEmpty(),
                Optional.ofNullable(options.config));
    }

    private static ExpectedHead expectedHead(String text) {
        return ExpectedHead.parse(text)
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        Keys.EXPECT_HEAD + "=" + text + " is not the head of a ledger",
                        "Write the number and the whole hash that a run ended with: 38:3f9a…, with all 64 digits."));
    }

    /** Returns the migration that a person names: {@code 0042}, or {@code billing:0042} in another namespace. */
    public MigrationId id(String text) {
        try {
            return MigrationId.parse(text, namespace);
        } catch (IllegalArgumentException e) {
            throw LedgerException.input(
                    ErrorCode.UNKNOWN_MIGRATION,
                    "'" + text + "' is not a migration's id",
                    "Write it as 'ledger status' shows it, such as 0042 or billing:0042.");
        }
    }

    /**
     * Returns where the next migration of this namespace is to be written.
     *
     * @throws LedgerException where none of the directories is for it
     */
    public Directory directoryForNew() {
        for (Directory directory : directories) {
            if (directory.namespace().equals(namespace)) {
                return directory;
            }
        }
        if (namespace.equals(MigrationId.DEFAULT_NAMESPACE)) {
            return directories.get(0);
        }
        throw LedgerException.input(
                ErrorCode.BAD_OPTION,
                "no directory is given for namespace " + namespace,
                "Name it: --dir " + namespace + "=DIRECTORY.");
    }

    private static List<Directory> directories(
            CommonOptions options, Settings settings, List<String> namespaces, Path here) {
        List<String> written = new ArrayList<>();
        for (String list : options.dirs.isEmpty()
                ? List.of(settings.get(Keys.DIR, null).orElse(DEFAULT_DIRECTORY))
                : options.dirs) {
            for (String one : list.split(",", -1)) {
                written.add(one.strip());
            }
        }
        // A directory that names no namespace must not slip into one that another directory has, only because this run
        // is about that one.
        List<String> taken = written.stream()
                .filter(Configuration::isNamed)
                .map(one -> one.substring(0, one.indexOf('=')))
                .toList();
        String rest = namespaces.stream()
                .filter(namespace -> !taken.contains(namespace))
                .findFirst()
                .orElse(MigrationId.DEFAULT_NAMESPACE);
        List<Directory> directories = new ArrayList<>(written.size());
        for (String one : written) {
            directories.add(directory(one, rest, here));
        }
        return directories;
    }

    private static List<String> excluded(CommonOptions options, Settings settings) {
        List<String> excluded = new ArrayList<>();
        for (String list : options.excluded.isEmpty()
                ? List.of(settings.get(Keys.EXCLUDE, null).orElse(""))
                : options.excluded) {
            // A comma in braces belongs to the pattern: *.{md,txt}.
            for (String one : list.split(",(?![^{]*})", -1)) {
                if (!one.isBlank()) {
                    excluded.add(one.strip());
                }
            }
        }
        return excluded;
    }

    private static List<Path> classpath(Optional<String> text, Path here) {
        return text.map(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .orElse(Stream.of())
                .filter(entry -> !entry.isBlank())
                .map(entry -> here.resolve(entry.strip()))
                .toList();
    }

    private static List<String> list(Optional<String> text) {
        return text.map(names -> Stream.of(names.split(",", -1)))
                .orElse(Stream.of())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static boolean isNamed(String written) {
        int equals = written.indexOf('=');
        return equals > 0 && written.lastIndexOf('/', equals) < 0;
    }

    private static Directory directory(String written, String namespace, Path here) {
        int equals = written.indexOf('=');
        boolean named = isNamed(written);
        String path = named ? written.substring(equals + 1) : written;
        if (path.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "a directory without a name in '" + written + "'",
                    "Write --dir DIRECTORY or --dir NAMESPACE=DIRECTORY.");
        }
        if (named) {
            String list = String.join(",", written.substring(0, equals).strip().split("\\s+", -1));
            checkNamespace(
                    written.substring(0, equals), " Several directories are written with commas: " + list + "=…");
        }
        return new Directory(named ? written.substring(0, equals) : namespace, here.resolve(path));
    }

    private static void checkNamespace(String namespace, String ifBlank) {
        boolean blank = namespace.strip().chars().anyMatch(Character::isWhitespace);
        if (blank || namespace.indexOf(':') >= 0 || !MigrationId.isAllowed(namespace)) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "'" + namespace + "' cannot be a namespace",
                    "Use letters, digits and dashes, such as billing." + (blank ? ifBlank : ""));
        }
    }

    private static Duration lockTimeout(String text) {
        return Durations.parse(text.equals("0") ? "0s" : text)
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "--lock-timeout " + text + " is not a time",
                        "Write a number with a unit: 500ms, 30s, 5m or 1h; 0 for one try."));
    }

    private static Optional<AdoptOptions> adopt(CommonOptions options, Settings settings) {
        Optional<String> tool = settings.get(Keys.ADOPT, options.adopt);
        Optional<String> table = settings.get(Keys.ADOPT_TABLE, options.adoptTable);
        Optional<String> edited = settings.get(Keys.ADOPT_EDITED, options.adoptEdited);
        if (tool.isEmpty() && (table.isPresent() || edited.isPresent())) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "--adopt-table and --adopt-edited say how to adopt, and --adopt is not given",
                    "Add --adopt TOOL, such as flyway, or --adopt any; or leave them out.");
        }
        return tool.map(name -> new AdoptOptions(Optional.of(name).filter(one -> !one.equals("any")), table, edited));
    }

    private static OnExisting onExisting(String text) {
        return switch (text) {
            case "refuse" -> OnExisting.REFUSE;
            case "run" -> OnExisting.RUN;
            default ->
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "--on-existing " + text + " is not known",
                        "Write --on-existing refuse or run.");
        };
    }

    private static OnDrift onDrift(String text) {
        return switch (text) {
            case "refuse" -> OnDrift.REFUSE;
            case "warn" -> OnDrift.WARN;
            case "ignore" -> OnDrift.IGNORE;
            default ->
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "--on-drift " + text + " is not known",
                        "Write --on-drift refuse, warn or ignore.");
        };
    }

    private static OptionalInt lockRetries(Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION, "--lock-retries " + text.get() + " is not a number", "Write 0 or more.");
        }
    }
}
