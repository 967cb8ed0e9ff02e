package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_DIRECTIVE;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands about one script of the ledger's own layout in a file beside it, {@code 0001_create_users.sql.ledger}, so that
 * the script can stay as it is: a setting on each line, {@code key=value}; {@code #} begins a comment. All directives may
 * stand there; what the script's own head says wins.
 */
final class ScriptSettings {
    /** What the name of such a file ends with. */
    static final String ENDING = ".sql.ledger";

    private static final String KNOWN =
            "id, description, runs, databases, after, checksum, refused, and all directives";
    private static final Pattern STANDS_FOR = Pattern.compile("([0-9a-f]{64}) of ([0-9a-f]{64})");

    private final LayoutFile file;
    private Optional<String> id = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private String counted = "";
    private String own = "";
    private Runs runs = Runs.ONCE;
    private List<String> databases = List.of();
    private final List<String> after = new ArrayList<>();
    private final StringBuilder directives = new StringBuilder();

    /** When a migration runs. */
    enum Runs {
        ONCE,
        ON_CHANGE,
        ALWAYS,
        BASE
    }

    private ScriptSettings(LayoutFile file) {
        this.file = file;
    }

    /**
     * Reads the settings of a script.
     *
     * @return empty where there is no file beside it
     * @throws LedgerException where a line cannot be read
     */
    static Optional<ScriptSettings> beside(LayoutFile script, DirectoryListing listing) {
        Optional<LayoutFile> file = listing.file(script.path() + ".ledger");
        return file.isEmpty() ? Optional.empty() : Optional.of(of(file.get()));
    }

    private static ScriptSettings of(LayoutFile file) {
        ScriptSettings settings = new ScriptSettings(file);
        int number = 0;
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            number++;
            String text = line.strip();
            boolean comment = text.isEmpty() || text.startsWith("#");
            // One line for each, so that an error of a directive names its line.
            settings.directives
                    .append(comment || settings.take(text, number) ? "--" : "-- ledger: " + text)
                    .append('\n');
        }
        return settings;
    }

    /** Takes a line, and returns false where it is to be read as a directive. */
    private boolean take(String text, int line) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals).strip();
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        switch (key) {
            case "id" -> id = Optional.of(allowed(value, line));
            case "description" -> description = Optional.of(value);
            case "refused" -> refused = Optional.of(value);
            case "after" -> after.add(allowed(value, line));
            case "databases" -> databases = databases(value, line);
            case "runs" ->
                runs = switch (value) {
                    case "on-change" -> Runs.ON_CHANGE;
                    case "always" -> Runs.ALWAYS;
                    case "base" -> Runs.BASE;
                    default -> throw bad(line, text, "Write runs=on-change, runs=always or runs=base.");
                };
            case "checksum" -> {
                Matcher both = STANDS_FOR.matcher(value);
                if (!both.matches()) {
                    throw bad(line, text, "Write two checksums: the one that counts, ' of ', and the script's own.");
                }
                counted = both.group(1);
                own = both.group(2);
            }
            default -> {
                if (equals < 0 || !ScriptHead.isKey(key)) {
                    throw bad(line, "'" + key + "' is no setting of a script", "Known: " + KNOWN + ".");
                }
                return false;
            }
        }
        return true;
    }

    private String allowed(String value, int line) {
        if (!MigrationId.isAllowed(value)) {
            throw bad(line, "'" + value + "' cannot be a migration's id", "Correct it.");
        }
        return value;
    }

    private List<String> databases(String value, int line) {
        List<String> names = List.of(value.split(",", -1));
        long others = names.stream().filter(name -> name.startsWith("!")).count();
        boolean known = names.stream().allMatch(name -> DialectNames.isKnown(name.replaceFirst("^!", "")));
        if (!known || (others > 0 && others < names.size())) {
            throw bad(
                    line,
                    "databases=" + value,
                    "Write databases=postgres,sqlite, or !mysql for all but these. Known: " + DialectNames.known()
                            + ".");
        }
        return names;
    }

    private LedgerException bad(int line, String what, String next) {
        return LedgerException.input(BAD_DIRECTIVE, file.location() + ":" + line + ": " + what, next);
    }

    /** Returns whether the script is for a database: MariaDB is not MySQL here, so that both can be named. */
    boolean isFor(List<String> dialects) {
        if (databases.isEmpty()) {
            return true;
        }
        String own = dialects.isEmpty() ? "" : dialects.get(0);
        return databases.get(0).startsWith("!") ? !databases.contains("!" + own) : databases.contains(own);
    }

    boolean isBase() {
        return runs == Runs.BASE;
    }

    /** Returns whether the id is not that of the file's name. */
    boolean hasId() {
        return id.isPresent();
    }

    /** Returns what the file's name says, but for the id. */
    FileName named(FileName name) {
        return id.map(other -> new FileName(name.kind(), other, name.description(), name.dialect()))
                .orElse(name);
    }

    /** Returns a migration with what is said of the script that applies it. */
    LayoutMigration applied(LayoutMigration migration, LayoutContext context) {
        LayoutMigration result = migration.directives(
                ScriptHead.of(file.location(), context.namespace(), directives.toString(), migration.directives())
                        .directives());
        for (String before : after) {
            result = result.after(MigrationId.of(context.namespace(), before));
        }
        if (refused.isPresent()) {
            result = result.running(new Refused(migration.up(), problem(refused.get())));
        }
        if (!own.isEmpty()) {
            result = result.countingAs(own, counted);
        }
        if (description.isPresent()) {
            result = result.description(description.get());
        }
        return switch (runs) {
            case ONCE -> result;
            case ON_CHANGE -> result.repeatable();
            case ALWAYS -> result.always(java.util.UUID.randomUUID().toString());
            case BASE -> result.base();
        };
    }

    /** Returns a migration with what is said of the script that takes it back. */
    LayoutMigration takenBack(LayoutMigration migration) {
        LayoutMigration result = migration.downSettings(file.location(), directives.toString());
        return refused.isPresent() && migration.down().isPresent()
                ? result.down(new Refused(migration.down().get(), problem(refused.get())))
                : result;
    }

    private Problem problem(String what) {
        return new Problem(
                ErrorCode.UNSUPPORTED_FILE,
                Optional.empty(),
                what,
                "When that is settled, take the line refused=… out of " + file.location() + ".");
    }

    /** A script that must not run, as the file beside it says. */
    private record Refused(SqlScript script, Problem problem) implements SqlScript {
        @Override
        public String location() {
            return script.location();
        }

        @Override
        public Optional<Problem> refused() {
            return Optional.of(problem);
        }

        @Override
        public InputStream open() throws IOException {
            return script.open();
        }
    }
}
