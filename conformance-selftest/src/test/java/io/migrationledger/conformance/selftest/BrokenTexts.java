package io.migrationledger.conformance.selftest;

import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.TouchedReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/** What can go wrong with scripts, with text, with time and with what is said. Public with public constructors, as child processes make them, too. */
public final class BrokenTexts {

    private BrokenTexts() {}

    /** Looks for a word anywhere in a statement, and refuses what has it. */
    public static final class RefusesByAWord extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            boolean has = call.is("classify")
                    && call.statement().text().toLowerCase(Locale.ROOT).contains("temp");
            return has ? StatementClass.refused("use a plain table") : call.proceed();
        }
    }

    /** Names what statements change as another database would keep it. */
    public static final class FoldsToUpperCase extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("touched")
                    ? TouchedReader.of(
                            call.statement().text(), SqlSyntaxes.SQLITE, name -> name.toUpperCase(Locale.ROOT))
                    : call.proceed();
        }
    }

    /** Cuts what it is to execute at semicolons. */
    public static final class ExecutesPiecemeal extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("execute")) {
                return call.proceed();
            }
            long rows = 0;
            SqlStatement given = call.statement();
            for (String piece : given.text().split(";", -1)) {
                Object changed = call.proceedWith(
                        new SqlStatement(given.number(), piece, given.line(), given.column(), given.copyData()));
                rows += (Long) Objects.requireNonNull(changed);
            }
            return rows;
        }
    }

    /** Splits by another database's rules. */
    public static final class SplitsByOtherRules extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("syntax") ? SqlSyntaxes.POSTGRESQL : call.proceed();
        }
    }

    /** Translates JDBC's escapes, inside of strings too. */
    public static final class ProcessesEscapes extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("execute")) {
                return call.proceed();
            }
            SqlStatement given = call.statement();
            String text = given.text().replaceAll("\\{fn ([^}]*)}", "$1");
            return call.proceedWith(
                    new SqlStatement(given.number(), text, given.line(), given.column(), given.copyData()));
        }
    }

    /** Stores what is not ASCII as question marks. */
    public static final class KnowsOnlyAscii extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                Object written(LedgerColumn column, Object value) {
                    return value instanceof String text ? text.replaceAll("[^\\p{ASCII}]", "?") : value;
                }
            });
        }
    }

    /** Trims what it reads, as CHAR columns do. */
    public static final class TrimsText extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                String read(LedgerColumn column, String text) {
                    return text.stripTrailing();
                }
            });
        }
    }

    /** Cuts ids after a hundred characters. */
    public static final class CutsIds extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                Object written(LedgerColumn column, Object value) {
                    return column == LedgerColumn.MIGRATION && value instanceof String text && text.length() > 100
                            ? text.substring(0, 100)
                            : value;
                }
            });
        }
    }

    /** Cuts ids after two hundred bytes: it took a length in characters for one in bytes. */
    public static final class CountsBytes extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                Object written(LedgerColumn column, Object value) {
                    if (column != LedgerColumn.MIGRATION || !(value instanceof String text)) {
                        return value;
                    }
                    String kept = text;
                    while (kept.getBytes(StandardCharsets.UTF_8).length > 200) {
                        kept = kept.substring(0, kept.length() - 1);
                    }
                    return kept;
                }
            });
        }
    }

    /** Takes no notice of the ledger table's name. */
    public static final class IgnoresTheTableName extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            return real.open(
                    connection,
                    new SessionOptions(
                            options.schema(),
                            SessionOptions.DEFAULT_TABLE,
                            options.lockTimeout(),
                            options.statementTimeout()));
        }
    }

    /** Does not quote the ledger table's name. */
    public static final class QuotesNoName extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("ledgerTable") ? call.session().ledgerTable().replace("\"", "") : call.proceed();
        }
    }

    /** Compares ids without regard to case. */
    public static final class ComparesWithoutCase extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("createLedgerTable")) {
                return call.proceed();
            }
            BrokenTables.create(
                    call.session(),
                    column -> switch (column.type()) {
                        case INTEGER, LONG -> "INTEGER";
                        case ASCII, LONG_TEXT -> "TEXT";
                        case TEXT -> "TEXT COLLATE NOCASE";
                    },
                    ", PRIMARY KEY (sequence)");
            return List.of();
        }
    }

    /** Keeps times as its own clock shows them. */
    public static final class KeepsLocalTime extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                Object written(LedgerColumn column, Object value) {
                    return column == LedgerColumn.RECORDED_AT ? shifted(value.toString(), 1) : value;
                }

                @Override
                String read(LedgerColumn column, String text) {
                    return column == LedgerColumn.RECORDED_AT ? shifted(text, -1) : text;
                }

                private String shifted(String time, int direction) {
                    Instant instant = Instant.parse(time);
                    int offset = TimeZone.getDefault().getOffset(instant.toEpochMilli());
                    return CanonicalEncoding.time(instant.plusMillis((long) direction * offset));
                }
            });
        }
    }

    /** Takes the order of events from their times. */
    public static final class TrustsTimeForOrder extends BrokenFixture {
        private static final String REST = Arrays.stream(LedgerColumn.values())
                .skip(1)
                .map(LedgerColumn::columnName)
                .collect(Collectors.joining(", "));

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("ledgerRows")
                    ? "(SELECT ROW_NUMBER() OVER (ORDER BY recorded_at, sequence) AS sequence, " + REST + " FROM "
                            + call.session().ledgerTable() + ")"
                    : call.proceed();
        }
    }

    /** Takes any error for a missing table. */
    public static final class TakesAnyErrorForAMissingTable extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("isMissingTable") ? true : call.proceed();
        }
    }

    /** Shows the log-in in its errors. */
    public static final class SaysItsPassword extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            try {
                return call.proceed();
            } catch (SQLException e) {
                var login = call.session()
                        .connection()
                        .unwrap(SQLiteConnection.class)
                        .getDatabase()
                        .getConfig()
                        .toProperties();
                throw new SQLException(e.getMessage() + " for " + login, e.getSQLState(), e.getErrorCode(), e);
            }
        }
    }
}
