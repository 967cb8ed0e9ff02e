package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.BAD_SYNTAX;
import static io.migrationledger.ErrorCode.REFUSED_STATEMENT;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a migration executes, one unit at a time, so that a script is never held in memory as a whole. */
final class Units implements AutoCloseable {
    private final MigrationBody body;
    private final Direction direction;
    private final boolean apart;
    private final DialectSession session;
    private final Placeholders placeholders;
    private final @Nullable Reader reader;
    private final @Nullable SqlSplitter splitter;
    private boolean codeRead;

    /** Opens a body from its beginning. */
    Units(
            MigrationBody body,
            Direction direction,
            Directives directives,
            DialectSession session,
            Placeholders placeholders)
            throws SQLException {
        this.body = body;
        this.direction = direction;
        this.apart = directives.transaction() == Directives.Transaction.NONE;
        this.session = session;
        this.placeholders = placeholders;
        if (body instanceof MigrationBody.Script script) {
            this.reader = open(script.script());
            this.splitter = new SqlSplitter(reader, session.syntax(), script.location(), 1);
        } else {
            this.reader = null;
            this.splitter = null;
        }
    }

    /** Returns the next unit with its class, or empty after the last one. */
    Optional<Classified> next() throws SQLException {
        if (body instanceof MigrationBody.Code code) {
            if (codeRead) {
                return Optional.empty();
            }
            codeRead = true;
            StatementKind kind = transactionalDdl() ? StatementKind.TRANSACTIONAL : StatementKind.OPAQUE;
            return Optional.of(new Classified(new Unit.Code(code.code(), direction, kind), "Java"));
        }
        try {
            if (splitter == null || !splitter.hasNext()) {
                return Optional.empty();
            }
            SqlStatement written = splitter.next();
            SqlStatement statement = placeholders.replace(written, body.location());
            StatementClass judged = session.classify(statement);
            if (judged.kind() == StatementKind.REFUSED) {
                throw LedgerException.input(
                        REFUSED_STATEMENT,
                        body.location() + ":" + statement.line() + ": " + firstLine(written.text())
                                + " must not stand in a migration",
                        judged.reason());
            }
            return Optional.of(
                    new Classified(new Unit.Sql(statement, written.text(), effective(judged.kind())), judged.reason()));
        } catch (SqlSyntaxException e) {
            throw new LedgerException(
                    BAD_SYNTAX,
                    String.valueOf(e.getMessage()),
                    LedgerException.NOTHING_CHANGED,
                    "Close what was opened there.",
                    e);
        } catch (UncheckedIOException e) {
            throw unreadable(body.location(), Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * A unit, and why it is of its kind.
     *
     * @param reason for the plan; may be empty
     */
    record Classified(Unit unit, String reason) {}

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
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
        return apart ? StatementKind.SELF_COMMITTING : StatementKind.TRANSACTIONAL;
    }

    private boolean transactionalDdl() {
        return !session.declined().contains(Capability.TRANSACTIONAL_DDL);
    }

    private static Reader open(SqlScript script) {
        try {
            return new InputStreamReader(script.open(), StandardCharsets.UTF_8.newDecoder());
        } catch (IOException e) {
            throw unreadable(script.location(), e);
        }
    }

    private static LedgerException unreadable(String location, IOException e) {
        return new LedgerException(
                UNREADABLE_FILE,
                location + ": cannot be read (" + e.getClass().getSimpleName() + ")",
                "The run stopped; what is recorded in the ledger is in effect.",
                "Check that the file exists and that this user may read it.",
                e);
    }

    static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
