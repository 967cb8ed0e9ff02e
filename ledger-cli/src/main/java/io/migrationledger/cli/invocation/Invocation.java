package io.migrationledger.cli.invocation;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.cli.settings.CommonOptions;
import io.migrationledger.cli.settings.Configuration;
import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.settings.Settings;
import io.migrationledger.cli.settings.Surroundings;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.support.JdbcAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run of one command: where it writes, and the database and the migrations that it is about. */
public final class Invocation implements AutoCloseable {
    private static final String SQLITE = "jdbc:sqlite:";

    private static final int MAX_DESCRIPTION = 60;

    private final Surroundings surroundings;
    private final Presentation presentation;
    private final Configuration configuration;
    private final List<Runnable> atEnd;
    private final List<String> leftOut;
    private volatile @Nullable Connection first;
    private Optional<String> head = Optional.empty();
    private int found;
    private boolean foundBase;
    private int longestId;
    private int longestDescription;

    public Invocation(Surroundings surroundings, Presentation presentation, Configuration configuration) {
        this(surroundings, presentation, configuration, new ArrayList<>(), List.of());
    }

    private Invocation(
            Surroundings surroundings,
            Presentation presentation,
            Configuration configuration,
            List<Runnable> atEnd,
            List<String> leftOut) {
        this.surroundings = surroundings;
        this.presentation = presentation;
        this.configuration = configuration;
        this.atEnd = atEnd;
        this.leftOut = leftOut;
    }

    /** Returns the same, as if files of these names were not there. */
    public Invocation without(List<String> files) {
        return new Invocation(surroundings, presentation, configuration, atEnd, files);
    }

    /** Has something done when the command ends, whether it succeeds or fails: no command has to think of it. */
    public void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** The command has ended. */
    @Override
    public void close() {
        atEnd.forEach(Runnable::run);
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Configuration configuration() {
        return configuration;
    }

    /** Returns whether the answer is to be one JSON document. */
    public boolean isJson() {
        return presentation.json();
    }

    /** Returns how the answer is to be written: one of those that the command has. */
    public String format() {
        return presentation.format();
    }

    /** Returns whether everything is to be told. */
    public boolean isVerbose() {
        return presentation.verbose();
    }

    /** Returns where text for people goes: answers. */
    public Page out() {
        return presentation.out();
    }

    /** Returns where text for people goes: what happens meanwhile, warnings. */
    public Page err() {
        return presentation.err();
    }

    /** Keeps the line of the last event that this command recorded. */
    public void recorded(String line) {
        head = Optional.of(line);
    }

    /** Returns the line of the last event that this command recorded. */
    public Optional<String> head() {
        return head;
    }

    /** Returns a command as it is to be typed, with what was typed that chooses the database and the migrations. */
    public String command(String command) {
        return presentation.out().command(command);
    }

    /** Returns the address without passwords. */
    public String url() {
        return presentation.secrets().hide(configuration.url());
    }

    /** Keeps the first connection, on which the migrations run; others only watch. */
    private void opened(Connection connection) {
        if (first == null) {
            first = connection;
        }
    }

    /** Returns the connection on which the migrations run, or null before it is open. For another thread to cancel on. */
    @Nullable
    public Connection connection() {
        return first;
    }

    /** Returns how many migrations were found when the sources were last read; what runs after failures alone is none. */
    public int found() {
        return found;
    }

    /** Returns whether one of them stands for others on a new database: not all that were found are in effect then. */
    public boolean isBaseFound() {
        return foundBase;
    }

    /** Returns how many characters the longest id has that was found. */
    public int longestId() {
        return longestId;
    }

    /** Returns how many characters the longest description has that was found, within reason. */
    public int longestDescription() {
        return longestDescription;
    }

    /** Returns the directories, as they were written. */
    public String directories() {
        StringBuilder text = new StringBuilder();
        for (Configuration.Directory directory : configuration.directories()) {
            text.append(text.isEmpty() ? "" : ", ").append(directory.path());
        }
        return text.toString();
    }

    /** Returns whether nothing was named that has migrations, and the directory that is meant then does not exist. */
    public boolean isWithoutMigrations() {
        return configuration.defaultDirectory()
                && configuration.registries().isEmpty()
                && !Files.exists(configuration.directories().get(0).path());
    }

    /** Returns the migration that a person names. */
    public MigrationId id(String text) {
        return configuration.id(text);
    }

    /** Returns a migrator that may write. */
    public Migrator migrator(MigrationListener listener) {
        return build(configuration.url(), listener);
    }

    /** Returns a migrator that may write, and runs what this source has in place of the files. */
    public Migrator migrator(MigrationListener listener, MigrationSource source) {
        ProgramClasses.use(configuration.classpath());
        Migrator.Builder builder = Drivers.migrator(configuration.url(), login(), this::opened)
                .application("ledger")
                .listener(listener);
        return settled(ofDatabase(builder).source(counted(source)).ignoreMissing());
    }

    /** Returns a migrator for a command that only reads. */
    public Migrator reader() {
        return build(urlForReading(), MigrationListener.NONE);
    }

    /** Returns a migrator for a command that only reads, which knows of what this source has beside the files. */
    public Migrator reader(MigrationSource more) {
        return build(Drivers.migrator(urlForReading(), login(), this::opened)
                .application("ledger")
                .listener(MigrationListener.NONE)
                .source(more));
    }

    /** Tells a person what to know beside the answer, on standard error. */
    public void note(String text) {
        err().line(err().in(Page.Color.WAITING, "Note:") + " " + text);
    }

    private static MigrationListener telling(Consumer<String> notes) {
        return new MigrationListener() {
            @Override
            public void warning(String text) {
                notes.accept(text);
            }
        };
    }

    /**
     * Returns a migrator that checks files.
     *
     * @param dialect how scripts are read where no database is to be asked; null for the database of the address
     * @param notes hears what a person should know beside the problems
     * @throws LedgerException where a dialect was named and an address as well
     */
    public Migrator checker(@Nullable String dialect, @Nullable String url, Consumer<String> notes) {
        if (dialect == null) {
            return build(urlForReading(), telling(notes));
        }
        if (url != null) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "--dialect and --url were both given",
                    "--dialect checks the files alone; --url asks that database. Give one of them.");
        }
        ProgramClasses.use(configuration.classpath());
        return build(Migrator.withoutDatabase(dialect).listener(telling(notes)));
    }

    /**
     * Returns a migrator for a connection that this command has made, such as one to a scratch database. It looks for
     * migrations once.
     */
    public Migrator on(Connection connection) {
        return on(connection, directory -> directory, false);
    }

    /** Returns the same for a command that writes the first migration: a directory that is not there yet has none. */
    public Migrator onTheFirst(Connection connection) {
        return on(connection, directory -> directory, true);
    }

    /** Returns the same, with a copy in place of a directory: to try files that are not written yet. */
    public Migrator on(Connection connection, Path directory, Path copy) {
        return on(
                connection,
                one -> one.path().equals(directory) ? new Configuration.Directory(one.namespace(), copy) : one,
                true);
    }

    private Migrator on(Connection connection, UnaryOperator<Configuration.Directory> places, boolean beginning) {
        ProgramClasses.use(configuration.classpath());
        return build(Migrator.of(connection).application("ledger"), ReadOnce::new, places, beginning);
    }

    /** Returns {@code user} and {@code password}, as far as they are configured. */
    public Properties login() {
        Properties properties = new Properties();
        configuration.user().ifPresent(user -> properties.setProperty("user", user));
        configuration.password().ifPresent(password -> properties.setProperty("password", password));
        return properties;
    }

    /**
     * Returns an invocation about another database, that these options name.
     *
     * @throws LedgerException where they cannot be read
     */
    public Invocation other(CommonOptions options) {
        Settings settings = Settings.ofOther(options, surroundings);
        Configuration other = Configuration.of(options, settings, surroundings);
        presentation.secrets().add(other.password());
        presentation.secrets().addUrl(other.url());
        return new Invocation(surroundings, presentation.about(options), other, atEnd, List.of());
    }

    /** Returns the ledger, for a command that only reads. */
    public Ledger ledger() {
        return reader().ledger();
    }

    /** Returns whether the database is an SQLite file that does not exist. */
    public boolean isNoFileYet() {
        return !urlForReading().equals(configuration.url());
    }

    /** Opening a file that does not exist would create it; reading an empty database in memory says the same. */
    private String urlForReading() {
        String url = configuration.url();
        if (!url.contains(":sqlite:")) {
            return url;
        }
        List<String> addresses = url.startsWith(SQLITE) ? List.of(url) : JdbcAddress.behind(url);
        String inner = addresses.get(addresses.size() - 1);
        if (!inner.startsWith(SQLITE) || inner.startsWith(SQLITE + ":") || inner.startsWith(SQLITE + "file:")) {
            return url;
        }
        int end = inner.indexOf('?');
        String file = inner.substring(SQLITE.length(), end < 0 ? inner.length() : end);
        return file.isEmpty() || Files.exists(Path.of(file)) ? url : SQLITE + ":memory:";
    }

    private Migrator build(String url, MigrationListener listener) {
        ProgramClasses.use(configuration.classpath());
        return build(Drivers.migrator(url, login(), this::opened)
                .application("ledger")
                .listener(listener));
    }

    private Migrator build(Migrator.Builder builder) {
        return build(ofDatabase(builder), source -> source, directory -> directory, false);
    }

    private Migrator build(
            Migrator.Builder builder,
            UnaryOperator<MigrationSource> reading,
            UnaryOperator<Configuration.Directory> places,
            boolean beginning) {
        found = 0;
        foundBase = false;
        for (Configuration.Directory named : configuration.directories()) {
            Configuration.Directory directory = places.apply(named);
            boolean there = Files.exists(directory.path());
            boolean missing = configuration.defaultDirectory() && !there;
            if (beginning && !there) {
                builder.source(Migrations.scripts(directory.namespace(), Map.of()));
            } else if (!missing || configuration.registries().isEmpty()) {
                builder.source(counted(reading.apply(source(directory))));
            }
        }
        for (MigrationSource registry :
                ProgramClasses.registries(configuration.registries(), surroundings.workingDirectory())) {
            builder.source(counted(reading.apply(registry)));
        }
        return settled(builder);
    }

    /** Sets what is about the database itself: a scratch database has no head to expect and no history to take over. */
    private Migrator.Builder ofDatabase(Migrator.Builder builder) {
        configuration.expectedHead().ifPresent(builder::expectHead);
        configuration.adopt().ifPresent(builder::adopt);
        return builder;
    }

    private Migrator settled(Migrator.Builder builder) {
        configuration.schema().ifPresent(builder::schema);
        configuration.table().ifPresent(builder::table);
        configuration.lockTimeout().ifPresent(builder::lockTimeout);
        configuration.lockRetries().ifPresent(builder::lockRetries);
        builder.onExisting(configuration.onExisting());
        if (configuration.ignoreMissing()) {
            builder.ignoreMissing();
        }
        if (configuration.newLedger()) {
            builder.newLedger();
        }
        builder.keepScripts(configuration.keepScripts());
        builder.keepSnapshots(configuration.keepSnapshots());
        configuration.onDrift().ifPresent(builder::onDrift);
        configuration.placeholders().forEach(builder::placeholder);
        builder.replacePlaceholders(configuration.replacePlaceholders());
        return builder.build();
    }

    /** Returns the files among which a new migration is to stand. */
    public FileSource sourceForNew() {
        return source(configuration.directoryForNew());
    }

    private FileSource source(Configuration.Directory directory) {
        FileSource source = Migrations.directory(directory.namespace(), directory.path());
        for (String pattern : configuration.excluded()) {
            source = source.exclude(pattern);
        }
        for (String name : leftOut) {
            source = source.exclude(name);
        }
        return configuration.layout().isPresent()
                ? source.layout(configuration.layout().get())
                : source;
    }

    private MigrationSource counted(MigrationSource source) {
        return new MigrationSource() {
            @Override
            public Set<String> namespaces() {
                return source.namespaces();
            }

            @Override
            public List<Migration> migrations(List<String> fileVariants) {
                return counted(source.migrations(fileVariants));
            }

            @Override
            public List<Migration> migrations(List<String> fileVariants, Findings findings) {
                return counted(source.migrations(fileVariants, findings));
            }
        };
    }

    private List<Migration> counted(List<Migration> migrations) {
        for (Migration migration : migrations) {
            found += migration.afterFailure().isPresent() ? 0 : 1;
            foundBase |= migration.base();
            longestId = Math.max(longestId, migration.id().toString().length());
            longestDescription = Math.max(
                    longestDescription,
                    Math.min(MAX_DESCRIPTION, migration.description().length()));
        }
        return migrations;
    }
}
