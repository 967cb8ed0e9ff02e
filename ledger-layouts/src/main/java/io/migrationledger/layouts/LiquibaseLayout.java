package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's formatted SQL: each changeset of each file is a migration, in the order of the files' paths
 * (<a href="https://docs.liquibase.com/concepts/changelogs/sql-format.html">its manual</a>). Its id is {@code
 * path::id::author}. {@code runOnChange} runs again when it changes, {@code runAlways} in every run. Where changesets have
 * contexts or labels, a person has to say which are meant: {@code liquibase:contexts=prod:labels=eu}; nothing after the
 * equals sign means all. Changelogs in XML, YAML and JSON are not read.
 *
 * <p>{@link ForeignMigration}: the key is the changeset's id; attributes: {@code author}, {@code path} (the logical file
 * path, or that below the source).
 */
public final class LiquibaseLayout implements DirectoryLayout {
    private static final Pattern FIRST_LINE =
            Pattern.compile("\\s*--\\s*liquibase\\s*formatted.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGICAL = Pattern.compile(".*logicalFilePath:(\\S+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PROPERTY =
            Pattern.compile("\\s*--\\s*property\\s+.*name:\\s*(\\S+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_FORMAT = Pattern.compile("(?i).*\\.(xml|ya?ml|json)");
    private static final Pattern NEARLY = Pattern.compile("\\s*--?\\s*changeset\\b.*", Pattern.CASE_INSENSITIVE);

    private final Optional<Set<String>> contexts;
    private final Optional<String> labels;

    /** Creates the layout for directories without contexts and labels. */
    public LiquibaseLayout() {
        this(Optional.empty(), Optional.empty());
    }

    private LiquibaseLayout(Optional<Set<String>> contexts, Optional<String> labels) {
        this.contexts = contexts;
        this.labels = labels;
    }

    @Override
    public DirectoryLayout with(Map<String, String> options) {
        Optional<Set<String>> chosen = contexts;
        Optional<String> filter = labels;
        for (Map.Entry<String, String> option : options.entrySet()) {
            switch (option.getKey()) {
                case "contexts" ->
                    chosen = Optional.of(
                            Expression.lower(Stream.of(option.getValue().split(",", -1))));
                case "labels" -> filter = Optional.of(option.getValue());
                default ->
                    throw LedgerException.input(
                            BAD_OPTION,
                            "the layout liquibase has no option '" + option.getKey() + "'",
                            "Known: contexts, labels.");
            }
        }
        return new LiquibaseLayout(chosen, filter);
    }

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String owner() {
        return "Liquibase";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        return listing.scripts().stream()
                .limit(1)
                .filter(LiquibaseLayout::isFormatted)
                .findFirst()
                .or(() -> otherFormat(listing))
                .map(file -> new Recognition(Certainty.MARKED, file));
    }

    private static boolean isFormatted(LayoutFile file) {
        return file.head()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .filter(line -> FIRST_LINE.matcher(line).matches())
                .isPresent();
    }

    private static Optional<LayoutFile> otherFormat(DirectoryListing listing) {
        return listing.files().stream()
                .filter(file -> OTHER_FORMAT.matcher(file.name()).matches())
                .filter(file -> file.name().toLowerCase(Locale.ROOT).contains("change")
                        || listing.scripts().isEmpty())
                .filter(file -> file.head().contains("databaseChangeLog"))
                .findFirst();
    }

    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        return Optional.of(List.of(NewChangeset.file(listing, wanted)));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        otherFormat(listing).ifPresent(file -> {
            throw LedgerException.input(
                    UNSUPPORTED_FILE,
                    file.location() + " is a changelog of Liquibase in a format that is not SQL, and is not read",
                    "Where it only includes .sql files in the order of their names, leave it out: --exclude "
                            + file.name() + ". Else have Liquibase write its changes as SQL once, on an empty database"
                            + " (liquibase update-sql), save them as 0001_before.sql for new databases, and declare that"
                            + " where they are in effect: ledger baseline 0001 --reason ….");
        });
        List<LayoutMigration> migrations = new ArrayList<>();
        for (LayoutFile file : listing.scripts()) {
            if (isFormatted(file)) {
                read(file, context, migrations);
            } else {
                context.findings()
                        .note(file.location() + " does not begin with '--liquibase formatted sql', and is left out");
            }
        }
        return ToolOrder.asWritten(migrations);
    }

    private void read(LayoutFile file, LayoutContext context, List<LayoutMigration> migrations) {
        List<Changeset> changesets = new ArrayList<>();
        @Nullable String[] logical = new String[1];
        Lines.forEach(file.script(), (number, text) -> {
            Matcher opened = Changeset.OPENING.matcher(text);
            Matcher property = PROPERTY.matcher(text);
            if (opened.matches()) {
                changesets.add(new Changeset(number, opened));
            } else if (property.matches()) {
                context.findings()
                        .note(file.location() + ":" + number + ": the property " + property.group(1)
                                + " of Liquibase is not read: --placeholder " + property.group(1)
                                + "=… gives its value");
            } else if (NEARLY.matcher(text).matches()) {
                context.findings()
                        .problem(new Problem(
                                io.migrationledger.ErrorCode.BAD_SYNTAX,
                                Optional.empty(),
                                file.location() + ":" + number + ": '" + text.strip() + "' is no changeset's beginning",
                                "Write --changeset author:id."));
            } else if (!changesets.isEmpty()) {
                changesets.get(changesets.size() - 1).line(number, text);
            } else if (FIRST_LINE.matcher(text).matches()
                    && LOGICAL.matcher(text).matches()) {
                logical[0] = text.replaceFirst(LOGICAL.pattern(), "$1");
            }
        });
        for (Changeset changeset : changesets) {
            String path = changeset
                    .attribute("logicalFilePath")
                    .orElse(logical[0] == null ? file.path() : String.valueOf(logical[0]));
            if (isHere(changeset, context)) {
                migration(file, changeset, path, context).ifPresent(migrations::add);
            }
        }
    }

    /** Returns whether a changeset is for this database and for what a person chose. */
    private boolean isHere(Changeset changeset, LayoutContext context) {
        if (changeset.isTrue("ignore")) {
            return false;
        }
        if (!changeset
                .attribute("dbms")
                .map(dbms -> isFor(dbms, context.dialects()))
                .orElse(true)) {
            return false;
        }
        String wanted = context(changeset);
        boolean inContext = contexts.isEmpty() || contexts.get().isEmpty() || Expression.holds(wanted, contexts.get());
        Set<String> own = Expression.lower(
                Stream.of(changeset.attribute("labels").orElse("").split(",", -1)));
        boolean labelled = own.isEmpty() || labels.isEmpty() || Expression.holds(labels.get(), own);
        return inContext && labelled;
    }

    private static String context(Changeset changeset) {
        return changeset
                .attribute("contextFilter")
                .or(() -> changeset.attribute("context"))
                .orElse("");
    }

    /** Liquibase knows each database by one name; MariaDB is not MySQL to it. */
    private static boolean isFor(String dbms, List<String> dialects) {
        Set<String> names = Expression.lower(Stream.of(dbms.split(",", -1)));
        List<String> own = dialects.contains("mariadb") ? List.of("mariadb") : dialects;
        if (names.contains("none") || own.stream().anyMatch(name -> names.contains("!" + name))) {
            return false;
        }
        return names.isEmpty()
                || names.contains("all")
                || names.stream().allMatch(name -> name.startsWith("!"))
                || own.stream().anyMatch(names::contains);
    }

    private Optional<LayoutMigration> migration(
            LayoutFile file, Changeset changeset, String path, LayoutContext context) {
        Optional<MigrationId> id = context.id(file, path + "::" + changeset.id() + "::" + changeset.author());
        return id.map(known -> {
            Part applies = Part.of(file.script(), changeset.opening() + 1, changeset.last(), changeset::applies);
            Optional<Problem> refused = refused(file, changeset);
            LayoutMigration migration = LayoutMigration.of(
                            known, refused.isPresent() ? new Refused(applies, refused.get()) : applies)
                    .checksumOf(applies.content())
                    .description(changeset.comment())
                    .directives(
                            changeset.isFalse("runInTransaction")
                                    ? Directives.NONE.withoutTransaction()
                                    : Directives.NONE)
                    .foreign(new ForeignMigration(
                            name(),
                            changeset.id(),
                            file.path(),
                            file.script(),
                            Map.of("author", changeset.author(), "path", path)));
            if (changeset.isTrue("runAlways")) {
                migration = migration.always(UUID.randomUUID().toString());
            } else if (changeset.isTrue("runOnChange")) {
                migration = migration.repeatable();
            }
            return changeset.hasRollback() && !changeset.isRollbackElsewhere()
                    ? migration.down(
                            Part.of(file.script(), changeset.opening() + 1, changeset.last(), changeset::takesBack))
                    : migration;
        });
    }

    /** Returns what cannot be done as Liquibase does it, which matters where the changeset has not run yet. */
    private Optional<Problem> refused(LayoutFile file, Changeset changeset) {
        if (!context(changeset).isEmpty() && contexts.isEmpty()) {
            return refusal(file, changeset, "a context (nobody said which are meant)", choose("contexts", "prod"));
        }
        if (!changeset.attribute("labels").orElse("").isEmpty() && labels.isEmpty()) {
            return refusal(file, changeset, "labels (nobody said which are meant)", choose("labels", "eu"));
        }
        if (!changeset.preconditions().isEmpty()) {
            return refusal(
                    file,
                    changeset,
                    "the precondition " + changeset.preconditions().get(0),
                    "Liquibase alone looks whether it is met. Look yourself: where it is, take it out and run again; where it"
                            + " is not, and the changeset is to count as run, take it out and declare that with 'ledger"
                            + " baseline'.");
        }
        if (changeset.isFalse("failOnError")) {
            return refusal(
                    file,
                    changeset,
                    "failOnError:false",
                    "A migration that fails is never passed over. Write it so that it cannot fail (IF EXISTS).");
        }
        return changeset
                .attribute("runWith")
                .flatMap(tool -> refusal(
                        file,
                        changeset,
                        "runWith:" + tool,
                        "The ledger sends all statements itself. Take it out, and the client's own commands with it."));
    }

    /** Names the option with the other one: as that was said, or where nobody did as an example of both. */
    private String choose(String option, String example) {
        String said = contexts.map(names -> ":contexts=" + String.join(",", new TreeSet<>(names)))
                        .orElse("")
                + labels.map(filter -> ":labels=" + filter).orElse("");
        String one = "--layout liquibase" + said + ":" + option + "=";
        return "Say it with the layout: " + one + example + ", or " + one + " for all."
                + (said.isEmpty()
                        ? " Both together: --layout liquibase:contexts=prod:labels=eu, or contexts= and labels= with nothing"
                                + " behind them for all."
                        : "");
    }

    private static Optional<Problem> refusal(LayoutFile file, Changeset changeset, String what, String next) {
        return Optional.of(new Problem(
                UNSUPPORTED_FILE,
                Optional.empty(),
                file.location() + ":" + changeset.opening() + ": " + what + " cannot be heeded",
                next));
    }
}
