package io.migrationledger.internal.script;

import static io.migrationledger.ErrorCode.BAD_SYNTAX;
import static io.migrationledger.ErrorCode.REFUSED_STATEMENT;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;
import static io.migrationledger.ErrorCode.UNRESOLVED_PLACEHOLDER;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.Precondition;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.TouchedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a migration executes, one unit at a time, so that a script is never held in memory as a whole. */
public final class Units implements AutoCloseable {
    private static final String ONE_QUERY =
            "A precondition is one query in one line: write no comment behind it, and no second statement.";

    private static final String STOPPED = "The run stopped; what is recorded in the ledger is in effect.";
    private static final String ONCE_UNCHANGED =
            "Run again once the files no longer change. A new release belongs in a directory of its own.";

    private final Migration migration;
    private final MigrationBody body;
    private final Direction direction;
    private final Directives directives;
    private final ScriptRules rules;
    private SqlSyntax syntax;
    /** How the statement was read that was classified last. */
    private SqlSyntax syntaxOfLast;

    private final Placeholders placeholders;
    private final boolean enclosed;
    private final Set<String> told = new HashSet<>();
    private int missing;
    private final @Nullable ScriptStatements statements;
    private final ScriptReading reading;
    private final Map<Integer, Precondition> preconditions;
    /** The lines of preconditions in which a statement has begun. */
    private final Set<Integer> linesRead = new HashSet<>();

    private final Map<String, String> own;
    private final Optional<OwnTable> ownTable;
    private boolean codeRead;

    /**
     * Opens a body from its beginning.
     *
     * @param enclosed whether BEGIN and COMMIT are left out, as the ledger's own transactions stand for them
     */
    Units(Migration migration, Direction direction, ScriptRules rules, Placeholders placeholders, boolean enclosed)
            throws SQLException {
        this.migration = migration;
        this.body = Prepared.body(migration, direction);
        this.direction = direction;
        this.directives = Prepared.directives(migration, direction);
        this.rules = rules;
        this.syntax = rules.syntax();
        this.syntaxOfLast = syntax;
        this.placeholders = placeholders;
        this.enclosed = enclosed;
        this.ownTable = OwnTable.of(rules);
        this.reading = rules.reading(directives.transaction() == Directives.Transaction.NONE);
        if (body instanceof MigrationBody.Script script) {
            this.statements = open(script.script(), syntax);
            this.preconditions = script.script().preconditions();
            this.own = script.script().values();
        } else {
            this.statements = null;
            this.preconditions = Map.of();
            this.own = Map.of();
        }
    }

    /** Returns these units, which stop from now on where the script has a mark of another tool. */
    Units withoutForeignSections() {
        if (statements != null) {
            Sections.Reader marks = new Sections.Reader();
            statements.telling((line, text) -> marks.read(text).ifPresent(sections -> {
                throw new Sections.Found(sections, body.place(line).toString(), "--" + text.stripTrailing());
            }));
        }
        return this;
    }

    /**
     * Returns the next unit with its class, or empty after the last one.
     *
     * @throws ValidationException where it must not run
     */
    public Optional<Classified> next() throws SQLException {
        List<Problem> problems = new ArrayList<>();
        Optional<Classified> next = read(problems);
        next.filter(unit -> unit.unit().kind() == StatementKind.REFUSED).ifPresent(unit -> problems.add(refused(unit)));
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        return next;
    }

    /** Returns the next unit, even a refused one, and adds what is wrong with those that were passed over. */
    Optional<Classified> read(List<Problem> problems) throws SQLException {
        if (body instanceof MigrationBody.Code code) {
            if (codeRead) {
                return Optional.empty();
            }
            codeRead = true;
            StatementKind kind = transactionalDdl() ? StatementKind.TRANSACTIONAL : StatementKind.OPAQUE;
            return Optional.of(new Classified(new Unit.Code(code.code(), direction, kind), "Java"));
        }
        try {
            while (statements != null) {
                Optional<SqlStatement> written = statements.next();
                if (written.isEmpty()) {
                    unasked().ifPresent(problems::add);
                    break;
                }
                boolean again = preconditions.containsKey(written.get().line())
                        && !linesRead.add(written.get().line());
                int before = missing;
                Placeholders.Replaced statement = replaced(written.get(), problems);
                if (missing == before) {
                    return Optional.of(classified(written.get(), statement, again));
                }
            }
        } catch (SqlSyntaxException e) {
            problems.add(problem(BAD_SYNTAX, String.valueOf(e.getMessage()), e.advice()));
        } catch (UncheckedIOException e) {
            throw unreadable(body.location(), Objects.requireNonNull(e.getCause()));
        }
        return Optional.empty();
    }

    private Placeholders.Replaced replaced(SqlStatement written, List<Problem> problems) {
        if (directives.placeholders() == Directives.Placeholders.NONE) {
            return new Placeholders.Replaced(written, written.text());
        }
        Supplier<String> location = () -> body.place(written.line()).location();
        return placeholders.replace(written, syntax, own, location, (name, line) -> {
            missing++;
            if (told.add(name)) {
                Set<String> defined = placeholders.names();
                problems.add(problem(
                        UNRESOLVED_PLACEHOLDER,
                        body.place(line) + ": no value for the placeholder ${" + name + "}",
                        Advice.of(
                                "Define it (",
                                Action.PLACEHOLDER.about(name),
                                "). Where it is text, write ${$}{" + name
                                        + "}, or '-- ledger: placeholders=none' at the head of the script; where no script"
                                        + " has any, say so (",
                                Action.NO_PLACEHOLDERS,
                                ")." + (defined.isEmpty() ? "" : " Defined: " + String.join(", ", defined) + "."))));
            }
        });
    }

    /** Returns the problem of a precondition whose line holds no query. */
    private Optional<Problem> unasked() {
        return preconditions.keySet().stream()
                .filter(line -> !linesRead.contains(line))
                .sorted()
                .findFirst()
                .map(line -> body.place(line) + ": the precondition has no query")
                .map(what -> problem(REFUSED_STATEMENT, what, ONE_QUERY));
    }

    /**
     * Returns the next unit.
     *
     * @param again whether another statement stands before it in its line
     */
    private Classified classified(SqlStatement written, Placeholders.Replaced replaced, boolean again)
            throws SQLException {
        SqlStatement statement = replaced.statement();
        StatementClass judged = judged(written, statement);
        syntaxOfLast = syntax;
        boolean enveloped = judged.kind() == StatementKind.REFUSED && isEnvelope(statement);
        reading.syntaxFromHere().ifPresent(changed -> {
            syntax = changed;
            if (statements != null) {
                statements.goOnWith(changed);
            }
        });
        StatementKind kind = judged.kind();
        if (enveloped) {
            kind = StatementKind.HOISTED;
        }
        Precondition condition = preconditions.get(written.line());
        if (condition != null && kind != StatementKind.REFUSED) {
            boolean alone = !again && written.text().lines().count() == 1;
            return kind == StatementKind.TRANSACTIONAL && alone
                    ? new Classified(new Unit.Check(statement, written.text(), replaced.lasting(), condition), "")
                    : new Classified(
                            new Unit.Sql(statement, written.text(), replaced.lasting(), StatementKind.REFUSED),
                            alone ? "A precondition is a query that takes part in a transaction." : ONE_QUERY);
        }
        return new Classified(
                new Unit.Sql(statement, written.text(), replaced.lasting(), effective(kind)), judged.reason());
    }

    private StatementClass judged(SqlStatement written, SqlStatement statement) throws SQLException {
        try {
            StatementClass judged = reading.classify(statement);
            if (judged.kind() == StatementKind.REFUSED || ownTable.isEmpty()) {
                return judged;
            }
            return ownTable.get()
                    .insteadOf(statement, syntax)
                    .map(StatementClass::refused)
                    .orElse(judged);
        } catch (SqlSyntaxException e) {
            boolean asWritten = statement.text().equals(written.text());
            throw asWritten
                    ? e
                    : new SqlSyntaxException(
                            body.location(),
                            statement.line(),
                            statement.column(),
                            "with its placeholders replaced, the statement that begins here cannot be read: "
                                    + e.problem(),
                            "Give the placeholder a value that fits where it stands: in quotes, each quote of the value twice.");
        }
    }

    /** Returns the objects that the unit which was read last changes, as it names them; none for code. */
    List<TouchedObject> touched(Unit unit) {
        return unit instanceof Unit.Sql sql ? rules.touched(sql.statement(), syntaxOfLast) : List.of();
    }

    /** Returns what the driver gives its effect before the first unit; to be asked after the last one. */
    List<SqlStatement> hoisted() {
        return reading.hoisted();
    }

    /** Reads the data that follow the unit in the script, and returns what tells them apart. */
    public String data(Unit unit) {
        try {
            return unit.data();
        } catch (SqlSyntaxException e) {
            return ""; // they have no end, which the next unit is told of
        } catch (UncheckedIOException e) {
            throw unreadable(body.location(), Objects.requireNonNull(e.getCause()));
        }
    }

    private boolean isEnvelope(SqlStatement statement) {
        return enclosed && ScriptTransaction.isWord(statement, syntax);
    }

    /** Returns the problem that a refused unit is. */
    Problem refused(Classified refused) {
        return problem(
                REFUSED_STATEMENT,
                body.place(refused.unit().line()) + ": "
                        + firstLine(refused.unit().written()) + " must not stand in a migration",
                refused.reason());
    }

    private Problem problem(ErrorCode code, String what, String next) {
        return problem(code, what, Advice.of(next));
    }

    private Problem problem(ErrorCode code, String what, Advice next) {
        return new Problem(code, Optional.of(migration.id()), what, next);
    }

    /**
     * A unit, and why it is of its kind.
     *
     * @param reason for the plan; may be empty
     */
    public record Classified(Unit unit, String reason) {}

    @Override
    public void close() {
        try {
            if (statements != null) {
                statements.close();
            }
        } catch (IOException e) {
            throw unreadable(body.location(), e);
        }
    }

    private StatementKind effective(StatementKind kind) {
        if (kind != StatementKind.OPAQUE || !transactionalDdl()) {
            return kind;
        }
        // A procedure cannot commit inside a transaction block here: it either fails or is as atomic as any statement.
        return directives.transaction() == Directives.Transaction.NONE
                ? StatementKind.SELF_COMMITTING
                : StatementKind.TRANSACTIONAL;
    }

    private boolean transactionalDdl() {
        return !rules.declined().contains(Capability.TRANSACTIONAL_DDL);
    }

    private static ScriptStatements open(SqlScript script, SqlSyntax syntax) {
        try {
            return new ScriptStatements(script, syntax);
        } catch (IOException e) {
            throw unreadable(script.location(), e);
        }
    }

    private static LedgerException unreadable(String location, IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : null;
        return new LedgerException(
                UNREADABLE_FILE,
                location + ": cannot be read (" + (reason == null ? e.getClass().getSimpleName() : reason) + ")",
                STOPPED,
                reason == null ? "Check that the file exists and that this user may read it." : ONCE_UNCHANGED,
                e);
    }

    /** Returns the error for a script that is not the one which was read before the run. */
    public static LedgerException changed(SqlScript.Place place) {
        return new LedgerException(
                UNREADABLE_FILE, place + ": is not as it was when this run first read it", STOPPED, ONCE_UNCHANGED);
    }

    /** Returns the first line of a text, cut to what fits into a message. */
    public static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
