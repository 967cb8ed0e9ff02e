package io.migrationledger.maven;

import io.migrationledger.cli.Dispatch;
import io.migrationledger.cli.settings.Surroundings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: the settings of the {@code ledger} command. What is said here, or by {@code -Dledger.…}, wins over
 * the {@code LEDGER_…} variables, and these over the project's {@code ledger.properties}.
 */
abstract class LedgerMojo extends AbstractMojo {
    private static final int WRONG_INPUT = 2;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @Nullable
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true)
    @Nullable
    MavenSession session;

    @Component
    @Nullable
    SettingsDecrypter decrypter;

    /** The environment variables; a test puts its own there. */
    Map<String, String> variables = System.getenv();

    /** Leaves the goal out. */
    @Parameter(property = "ledger.skip", defaultValue = "false")
    boolean skip;

    /** The database's JDBC address. */
    @Parameter(property = "ledger.url")
    @Nullable
    String url;

    /** The database user. */
    @Parameter(property = "ledger.user")
    @Nullable
    String user;

    /** The user's password. Better: serverId, or the variable LEDGER_PASSWORD. */
    @Parameter(property = "ledger.password")
    @Nullable
    String password;

    /** A file that holds the user's password and nothing else. */
    @Parameter(property = "ledger.passwordFile")
    @Nullable
    String passwordFile;

    /** The server in Maven's settings.xml that has user and password; an encrypted password is decrypted. */
    @Parameter(property = "ledger.serverId")
    @Nullable
    String serverId;

    /** The file of settings. Default: ledger.properties in the project's directory, where it exists. */
    @Parameter(property = "ledger.config")
    @Nullable
    String config;

    /** A named environment: settings in ledger.NAME.properties win over those of ledger.properties. */
    @Parameter(property = "ledger.env")
    @Nullable
    String env;

    /** The directories of migrations, each DIR or NAMESPACE=DIR, below the project's directory. */
    @Parameter(property = "ledger.dir")
    List<String> dirs = List.of();

    /** The layout of the directories: ledger, flyway, goose and others. Default: recognised by the files. */
    @Parameter(property = "ledger.layout")
    @Nullable
    String layout;

    /** Patterns for files to leave out. */
    @Parameter(property = "ledger.exclude")
    List<String> excludes = List.of();

    /** The class that lists migrations in Java. Compile it before: mvn process-classes ledger:migrate. */
    @Parameter(property = "ledger.registry")
    @Nullable
    String registry;

    /** The schema of the ledger table. */
    @Parameter(property = "ledger.schema")
    @Nullable
    String schema;

    /** The name of the ledger table. */
    @Parameter(property = "ledger.table")
    @Nullable
    String table;

    /** The namespace of ids and directories that name none. */
    @Parameter(property = "ledger.namespace")
    @Nullable
    String namespace;

    /** How long to wait for another runner: 500ms, 30s, 5m. */
    @Parameter(property = "ledger.lockTimeout")
    @Nullable
    String lockTimeout;

    /** How often to try a migration again that could not get a lock of the database. */
    @Parameter(property = "ledger.lockRetries")
    @Nullable
    String lockRetries;

    /** What a first run does in a schema that holds objects already: refuse or run. */
    @Parameter(property = "ledger.onExisting")
    @Nullable
    String onExisting;

    /** Whether the SQL that runs is kept in a table beside the ledger. Default: true */
    @Parameter(property = "ledger.keepScripts")
    @Nullable
    Boolean keepScripts;

    /** Whether each run that changes something keeps a snapshot of the schema beside the ledger. Default: false */
    @Parameter(property = "ledger.keepSnapshots")
    @Nullable
    Boolean keepSnapshots;

    /** The newest event that an earlier run ended with, as NUMBER:HASH: the goal fails where the ledger does not have it. */
    @Parameter(property = "ledger.expectHead")
    @Nullable
    String expectHead;

    /** What a run does where the schema was changed outside of the ledger: refuse, warn or ignore. */
    @Parameter(property = "ledger.onDrift")
    @Nullable
    String onDrift;

    /** The values of placeholders in scripts, by name. */
    @Parameter
    Map<String, @Nullable String> placeholders = Map.of();

    /** Returns the command's name, and what this goal says to it. */
    abstract List<String> command();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        List<String> command = command();
        if (skip) {
            getLog().info("ledger " + command.get(0) + " is left out (ledger.skip)");
            return;
        }
        MavenProject here = Objects.requireNonNull(project);
        MavenOutput output = new MavenOutput(getLog());
        Surroundings surroundings = new Surroundings(
                output.answers(),
                output.meanwhile(),
                environment(here),
                here.getBasedir().toPath(),
                false,
                false,
                Optional::empty,
                Optional.empty(),
                Optional.ofNullable(url).filter(address -> !address.isEmpty()));
        List<String> arguments = new ArrayList<>(command);
        if (getLog().isDebugEnabled()) {
            arguments.add("--verbose");
        }
        quietLibrary();
        int code = Dispatch.run(surroundings, presentation -> {}, arguments.toArray(String[]::new));
        String error = output.end();
        if (code == WRONG_INPUT) {
            throw new MojoExecutionException(message(command, code, error));
        }
        if (code != 0) {
            throw new MojoFailureException(message(command, code, error));
        }
    }

    private static String message(List<String> command, int code, String error) {
        return error.isEmpty() ? "ledger " + command.get(0) + " ended with exit code " + code + "; see above" : error;
    }

    /**
     * What the library logs of a run at INFO, the goal says itself. Maven's logger reads these when a logger is made: the
     * library's, and those of the goals, whose names begin as the library's.
     */
    private void quietLibrary() {
        if (getLog().isInfoEnabled() && !getLog().isDebugEnabled()) {
            System.setProperty("org.slf4j.simpleLogger.log.io.migrationledger", "warn");
            System.setProperty("org.slf4j.simpleLogger.log.io.migrationledger.maven", "info");
        }
    }

    private Map<String, String> environment(MavenProject here) throws MojoExecutionException {
        Map<String, String> all = new TreeMap<>(variables);
        if (serverId != null) {
            Login login = Login.of(serverId, session, decrypter);
            login.user().ifPresent(value -> all.put("LEDGER_USER", value));
            login.password().ifPresent(value -> putPassword(all, "PASSWORD", value));
        }
        if (password != null && passwordFile != null) {
            throw new MojoExecutionException("password and passwordFile were both given: keep one of the two");
        }
        put(all, "USER", user);
        putPassword(all, "PASSWORD", password);
        putPassword(all, "PASSWORD_FILE", passwordFile);
        put(all, "CONFIG", config);
        put(all, "ENV", env);
        put(all, "DIR", String.join(",", dirs));
        put(all, "LAYOUT", layout);
        put(all, "EXCLUDE", String.join(",", excludes));
        put(all, "REGISTRY", registry);
        put(all, "SCHEMA", schema);
        put(all, "TABLE", table);
        put(all, "NAMESPACE", namespace);
        put(all, "LOCK_TIMEOUT", lockTimeout);
        put(all, "LOCK_RETRIES", lockRetries);
        put(all, "ON_EXISTING", onExisting);
        put(all, "KEEP_SCRIPTS", keepScripts == null ? null : keepScripts.toString());
        put(all, "KEEP_SNAPSHOTS", keepSnapshots == null ? null : keepSnapshots.toString());
        put(all, "EXPECT_HEAD", expectHead);
        put(all, "ON_DRIFT", onDrift);
        put(all, "CLASSPATH", classpath(here));
        // Maven hands an empty element over as null.
        placeholders.forEach((name, value) -> all.put("LEDGER_PLACEHOLDER_" + name, value == null ? "" : value));
        return all;
    }

    /** What the build says wins over the variables, whichever of the two these have. */
    private static void putPassword(Map<String, String> all, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            all.remove("LEDGER_PASSWORD");
            all.remove("LEDGER_PASSWORD_FILE");
            put(all, name, value);
        }
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            all.put("LEDGER_" + name, value);
        }
    }

    /** Returns what the project has at run time and is there: before it is compiled, it has no directory of classes. */
    private static String classpath(MavenProject here) throws MojoExecutionException {
        try {
            return here.getRuntimeClasspathElements().stream()
                    .map(Path::of)
                    .filter(path -> path.toFile().exists())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the project's class path is not known", e);
        }
    }
}
