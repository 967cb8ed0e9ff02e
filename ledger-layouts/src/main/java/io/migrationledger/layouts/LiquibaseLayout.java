package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
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
import io.migrationledger.migration.Precondition;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import io.migrationledger.migration.SqlScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
 * equals sign means all but what asks for a name ({@code @test}). Changelogs in XML, YAML and JSON are not read.
 *
 * <p>{@link ForeignMigration}: the key is the changeset's id; attributes: {@code author}, {@code path} (the logical file
 * path, or that below the source).
 */
public final class LiquibaseLayout implements DirectoryLayout {
    private static final Pattern FIRST_LINE =
            Pattern.compile("\\s*--\\s*liquibase\\s*formatted.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGICAL = Pattern.compile(".*logicalFilePath:(\\S+).*", Pattern.CASE_INSENSITIVE);
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
        List<LayoutFile> scripts = listing.scripts();
        Optional<LayoutFile> file =
                !scripts.isEmpty() && isFormatted(scripts.get(0)) ? Optional.of(scripts.get(0)) : otherFormat(listing);
        return file.isEmpty() ? Optional.empty() : Optional.of(new Recognition(Certainty.MARKED, file.get()));
    }

    private static boolean isFormatted(LayoutFile file) {
        Optional<String> first = file.head().stripLeading().lines().findFirst();
        return first.isPresent() && FIRST_LINE.matcher(first.get()).matches();
    }

    private static Optional<LayoutFile> otherFormat(DirectoryListing listing) {
        boolean alone = listing.scripts().isEmpty();
        for (LayoutFile file : listing.files()) {
            if (!file.isScript()
                    && OTHER_FORMAT.matcher(file.name()).matches()
                    && (alone || file.name().toLowerCase(Locale.ROOT).contains("change"))
                    && file.head().contains("databaseChangeLog")) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
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
                    Advice.of(
                            "Where it only includes .sql files in the order of their names, leave it out: ",
                            Action.EXCLUDE.about(file.name()),
                            ". Else have Liquibase write its changes as SQL once, on an empty database (liquibase update-sql),"
                                    + " save them as 0001_before.sql for new databases, and declare that where they are in"
                                    + " effect: '",
                            Action.BASELINE.about("0001"),
                            "'."));
        });
        List<LayoutMigration> migrations = new ArrayList<>();
        Read read = new Read(new LiquibaseProperties(), new HashMap<>());
        for (LayoutFile file : listing.scripts()) {
            if (isFormatted(file)) {
                read(file, context, read, migrations);
            } else {
                context.findings()
                        .note(file.location() + " does not begin with '--liquibase formatted sql', and is left out");
            }
        }
        return ToolOrder.asWritten(migrations);
    }

    /**
     * What files tell those behind them.
     *
     * @param properties the values that they give
     * @param scripts what applies each changeset, by {@code path::id::author}
     */
    private record Read(LiquibaseProperties properties, Map<String, SqlScript> scripts) {}

    private void read(LayoutFile file, LayoutContext context, Read read, List<LayoutMigration> migrations) {
        read.properties().nextFile();
        List<Changeset> changesets = new ArrayList<>();
        IgnoredLines ignored = new IgnoredLines();
        @Nullable String[] logical = new String[1];
        Lines.forEach(file.script(), (number, text) -> {
            Changeset open = changesets.isEmpty() ? null : changesets.get(changesets.size() - 1);
            Matcher opened = Changeset.OPENING.matcher(text);
            if ((open == null || !open.isInBlock()) && ignored.take(text)) {
                if (open != null) {
                    open.ignore(number);
                }
            } else if (opened.matches()) {
                changesets.add(new Changeset(number, opened));
            } else if (read.properties().take(text, attributes -> isHere(attributes::get, context))) {
                return;
            } else if (NEARLY.matcher(text).matches()) {
                context.findings()
                        .problem(new Problem(
                                io.migrationledger.ErrorCode.BAD_SYNTAX,
                                Optional.empty(),
                                file.location() + ":" + number + ": '" + text.strip() + "' is no changeset's beginning",
                                "Write --changeset author:id."));
            } else if (open != null) {
                open.line(number, text);
            } else if (FIRST_LINE.matcher(text).matches()
                    && LOGICAL.matcher(text).matches()) {
                logical[0] = text.replaceFirst(LOGICAL.pattern(), "$1");
            }
        });
        for (Changeset changeset : changesets) {
            String path = changeset
                    .attribute("logicalFilePath")
                    .orElse(logical[0] == null ? file.path() : String.valueOf(logical[0]));
            SqlScript applies = ChangesetScript.applying(
                    changeset, file.script(), read.properties().values());
            if (isFor(changeset.attribute("dbms").orElse(""), context.dialects())) {
                read.scripts().put(path + "::" + changeset.id() + "::" + changeset.author(), applies.own());
            }
            if (!changeset.isTrue("ignore")
                    && isHere(name -> changeset.attribute(name).orElse(null), context)) {
                migration(file, changeset, path, applies, read, context).ifPresent(migrations::add);
            } else {
                id(file, changeset, path, context)
                        .ifPresent(id -> context.findings().leftOut(id, file.location() + ":" + changeset.opening()));
            }
        }
    }

    /** Returns whether something with these attributes is for this database and for what a person chose. */
    private boolean isHere(Attributes attributes, LayoutContext context) {
        String dbms = attributes.of("dbms");
        if (dbms != null && !isFor(dbms, context.dialects())) {
            return false;
        }
        Set<String> own = Expression.lower(Stream.of(
                Objects.requireNonNullElse(attributes.of("labels"), "").split(",", -1)));
        boolean labelled = labels.isEmpty() || Expression.holds(labels.get(), own);
        return labelled && (contexts.isEmpty() || isIn(context(attributes), contexts.get()));
    }

    /** Liquibase takes a context with an at sign for one that is asked for: what has none is left out. */
    private static boolean isIn(String wanted, Set<String> chosen) {
        return wanted.isBlank()
                ? chosen.stream().noneMatch(name -> name.startsWith("@"))
                : Expression.holds(wanted, chosen);
    }

    /** What stands behind a name and a colon. */
    @FunctionalInterface
    private interface Attributes {
        @Nullable
        String of(String name);
    }

    private static String context(Attributes attributes) {
        String filter = attributes.of("contextFilter");
        return Objects.requireNonNullElse(filter == null ? attributes.of("context") : filter, "");
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
            LayoutFile file, Changeset changeset, String path, SqlScript applies, Read read, LayoutContext context) {
        return id(file, changeset, path, context).map(known -> {
            Part content = Part.of(file.script(), changeset.opening() + 1, changeset.last(), changeset::applies)
                    .content();
            Optional<Problem> refused = refused(file, changeset);
            LayoutMigration migration = LayoutMigration.of(
                            known, refused.isPresent() ? new Refused(applies, refused.get()) : applies)
                    .checksumOf(content)
                    .description(changeset.comment())
                    .passing(passing(changeset))
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
            return changeset.hasRollback() ? migration.down(rollback(file, changeset, path, read)) : migration;
        });
    }

    private static Optional<MigrationId> id(LayoutFile file, Changeset changeset, String path, LayoutContext context) {
        return context.id(file, path + "::" + changeset.id() + "::" + changeset.author());
    }

    private static Precondition.Passing passing(Changeset changeset) {
        if (changeset.isFalse("failOnError")) {
            return Precondition.Passing.ANY;
        }
        boolean goesOn = changeset.preconditions().values().stream()
                .anyMatch(one -> one.ifNot() == Precondition.Otherwise.CONTINUE
                        || one.ifError() == Precondition.Otherwise.CONTINUE);
        return goesOn ? Precondition.Passing.UNMET : Precondition.Passing.NEVER;
    }

    /** Returns what takes a changeset back: its own lines, or another changeset, which is run once more. */
    private static SqlScript rollback(LayoutFile file, Changeset changeset, String path, Read read) {
        Map<String, String> values = read.properties().values();
        SqlScript own = ChangesetScript.of(
                Part.of(file.script(), changeset.opening() + 1, changeset.last(), changeset::takesBack), values);
        Optional<String> other = changeset.rollbackBy(path);
        if (other.isEmpty()) {
            return own;
        }
        SqlScript again = read.scripts().get(other.get());
        return again != null
                ? again
                : new Refused(
                        own,
                        new Problem(
                                UNSUPPORTED_FILE,
                                Optional.empty(),
                                file.location() + ":" + changeset.opening() + ": its rollback names the changeset "
                                        + other.get() + ", which does not stand before it",
                                "Check its id, author and path."));
    }

    /** Returns what cannot be done as Liquibase does it, which matters where the changeset has not run yet. */
    private Optional<Problem> refused(LayoutFile file, Changeset changeset) {
        if (!context(name -> changeset.attribute(name).orElse(null)).isEmpty() && contexts.isEmpty()) {
            return refusal(file, changeset, "a context (nobody said which are meant)", choose("contexts", "prod"));
        }
        if (!changeset.attribute("labels").orElse("").isEmpty() && labels.isEmpty()) {
            return refusal(file, changeset, "labels (nobody said which are meant)", choose("labels", "eu"));
        }
        if (changeset.isInBlock()) {
            return refusal(
                    file,
                    changeset,
                    "a rollback comment that is not closed",
                    "It ends with '*/' at the end of a line.");
        }
        if (changeset.unknownCondition().isPresent()) {
            return refusal(
                    file,
                    changeset,
                    changeset.unknownCondition().get(),
                    "Known is '--precondition-sql-check expectedResult:0 SELECT count(*) …', above all statements, with"
                            + " onFail and onError HALT, CONTINUE, MARK_RAN and WARN. Ask for the same with a query.");
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
    private Advice choose(String option, String example) {
        String said = contexts.map(names -> ":contexts=" + String.join(",", new TreeSet<>(names)))
                        .orElse("")
                + labels.map(filter -> ":labels=" + filter).orElse("");
        String one = "liquibase" + said + ":" + option + "=";
        return Advice.of(
                "Say it with the layout: ",
                Action.LAYOUT.about(one + example),
                ", or ",
                Action.LAYOUT.about(one),
                " for all.",
                said.isEmpty()
                        ? Advice.of(
                                " Both together: ",
                                Action.LAYOUT.about("liquibase:contexts=prod:labels=eu"),
                                ", or contexts= and labels= with nothing behind them for all.")
                        : "");
    }

    private static Optional<Problem> refusal(LayoutFile file, Changeset changeset, String what, String next) {
        return refusal(file, changeset, what, Advice.of(next));
    }

    private static Optional<Problem> refusal(LayoutFile file, Changeset changeset, String what, Advice next) {
        return Optional.of(new Problem(
                UNSUPPORTED_FILE,
                Optional.empty(),
                file.location() + ":" + changeset.opening() + ": " + what + " cannot be heeded",
                next));
    }
}
