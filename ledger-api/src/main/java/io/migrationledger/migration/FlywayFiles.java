package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a directory in Flyway's layout holds besides migrations: callbacks, baseline migrations, and the settings of one
 * script in a file beside it
 * (<a href="https://documentation.red-gate.com/fd/script-configuration-277578846.html">script configuration</a>).
 */
final class FlywayFiles {
    /**
     * The events of
     * <a href="https://documentation.red-gate.com/fd/callback-events-277578915.html">Flyway's callbacks</a>, by their form.
     */
    private static final Pattern CALLBACK = Pattern.compile("(?:createSchema|beforeConnect|afterConnect|afterVersioned"
            + "|beforeRepeatables|beforeCreateSchema|(?:before|after)"
            + "(?:(?:Each)?(?:Migrate|Undo)(?:Statement)?|Clean|Validate|Baseline|Repair|Info)"
            + "(?:Error|Applied|OperationFinish)?)(?:__.*)?\\.sql");

    private FlywayFiles() {}

    /** Returns whether a file is a baseline migration: {@code B2__base.sql}. */
    static boolean isBaseline(String name) {
        return name.startsWith("B")
                && Layout.FLYWAY.parse("V" + name.substring(1)).isPresent();
    }

    /** Returns why a file that is no migration cannot be left alone, or empty where Flyway knows it no more than we do. */
    static Optional<Problem> refused(SqlFile file) {
        if (isBaseline(file.name())) {
            return Optional.of(file.problem(
                    UNSUPPORTED_FILE,
                    "it is a baseline migration of Flyway (B), which is not supported yet",
                    "Keep the versioned migrations that it stands for, or name it as one (V), and take this file out"
                            + " of the directory."));
        }
        if (CALLBACK.matcher(file.name()).matches()) {
            return Optional.of(file.problem(
                    UNSUPPORTED_FILE,
                    "it is a callback of Flyway, and callbacks are not run yet",
                    "Take it out of the directory. Where its statements may run just after the migrations, whenever"
                            + " the file changes, name it R__"
                            + file.name().replaceFirst("(?:__.*)?\\.sql$", "") + ".sql."));
        }
        return Optional.empty();
    }

    /** Reads the settings beside a script, and returns the directives with them; what cannot be heeded is refused. */
    static Directives configured(Directives directives, SqlFile configuration, Findings findings) {
        Directives configured = directives;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(configuration.script().open(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    configured = heed(configured, text, configuration, number, findings);
                }
            }
        } catch (IOException e) {
            findings.problem(ScriptScan.unreadable(configuration.script(), e));
        }
        return configured;
    }

    private static Directives heed(Directives d, String text, SqlFile file, int line, Findings findings) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals).strip();
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        String setting = key.replaceFirst("^flyway\\.", "");
        List<String> flag = List.of(setting, value.toLowerCase(Locale.ROOT));
        if (flag.equals(List.of("executeInTransaction", "false"))) {
            return d.withoutTransaction();
        }
        if (flag.equals(List.of("placeholderReplacement", "false"))) {
            return d.withoutPlaceholders();
        }
        boolean already = flag.equals(List.of("executeInTransaction", "true"))
                || flag.equals(List.of("placeholderReplacement", "true"))
                || flag.equals(List.of("encoding", "utf-8"));
        if (!already) {
            findings.problem(new Problem(
                    UNSUPPORTED_FILE,
                    Optional.empty(),
                    file.location() + ":" + line + ": the setting '" + text + "' of one script is not supported",
                    "Known here: executeInTransaction, placeholderReplacement, encoding=UTF-8. Take the line out."));
        }
        return d;
    }
}
