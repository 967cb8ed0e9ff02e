package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can go wrong with the table, with appending and with reading. Public with public constructors, as child processes make them, too. */
public final class BrokenAppends {

    private BrokenAppends() {}

    /** Has no fault: shows that the wrapping itself breaks nothing. */
    public static final class Sound extends BrokenFixture {}

    /** Numbers rows by itself, as an identity column would that skips a number now and then. */
    public static final class NumbersByItself extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                Object written(LedgerColumn column, Object value) {
                    return column == LedgerColumn.SEQUENCE && (Long) value > 1 ? (Long) value + 1 : value;
                }
            });
        }
    }

    /** Makes its table without a primary key. */
    public static class ReusesASequence extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("createLedgerTable")) {
                return call.proceed();
            }
            BrokenTables.create(call.session(), column -> column.type() == LedgerColumn.Type.LONG ? "INTEGER" : "", "");
            return List.of();
        }
    }

    /** Does not know its own error for a key that is taken. */
    public static final class MissesADuplicateKey extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("isDuplicateKey") ? false : call.proceed();
        }
    }

    /** Makes triggers that guard the first row only. */
    public static final class GuardsTheFirstRow extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            Object result = call.proceed();
            if (call.is("createLedgerTable")) {
                String name = call.session().ledgerTable().replace("\"", "");
                String table = name.substring(name.lastIndexOf('.') + 1);
                for (String event : List.of("update", "delete")) {
                    String trigger = "\"" + table + "_no_" + event + "\"";
                    run(call.session(), "DROP TRIGGER " + trigger);
                    run(
                            call.session(),
                            "CREATE TRIGGER " + trigger + " BEFORE " + event + " ON \"" + table
                                    + "\" WHEN OLD.sequence = 1 BEGIN SELECT RAISE(ABORT, 'no'); END");
                }
            }
            return result;
        }
    }

    /** Makes no triggers that guard the kept scripts. */
    public static final class GuardsNoScripts extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            Object result = call.proceed();
            if (call.is("createScriptTable")) {
                for (String event : List.of("update", "delete")) {
                    run(call.session(), "DROP TRIGGER migration_ledger_scripts_no_" + event);
                }
            }
            return result;
        }
    }

    /** Writes a kept script again where it is there already. */
    public static final class KeepsScriptsAgain extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("passingOver")) {
                return Optional.of(call.argument());
            }
            Object result = call.proceed();
            if (call.is("createScriptTable")) {
                run(call.session(), "DROP TRIGGER migration_ledger_scripts_no_replace");
            }
            return result;
        }
    }

    /** Makes its table as soon as it is opened. */
    public static final class MakesItsTableWhenOpened extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            DialectSession session = super.open(real, connection, options);
            session.createLedgerTable();
            return session;
        }
    }

    /** Makes its table anew, whatever stands in it. */
    public static final class MakesItsTableAnew extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("createLedgerTable")) {
                run(call.session(), "DROP TABLE IF EXISTS " + call.session().ledgerTable());
            }
            return call.proceed();
        }
    }

    /** Commits what it writes, whosever transaction it is. */
    public static final class CommitsWhatItWrites extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                void afterWriting(Connection connection) throws SQLException {
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                }
            });
        }
    }

    /** Leaves what it thinks unimportant out of what it reads. */
    public static final class HidesFailures extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("ledgerRows")
                    ? "(SELECT * FROM " + call.session().ledgerTable() + " WHERE event <> 'FAILED')"
                    : call.proceed();
        }
    }

    /** Shows an event once, however often it stands there. */
    public static final class ShowsEachHashOnce extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("ledgerRows")
                    ? "(SELECT * FROM " + call.session().ledgerTable() + " a WHERE NOT EXISTS (SELECT 1 FROM "
                            + call.session().ledgerTable() + " b WHERE b.hash = a.hash AND b.sequence < a.sequence))"
                    : call.proceed();
        }
    }

    /** Asks for the database's tables whenever it is opened. */
    public static final class AsksWhenOpened extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            connection.getMetaData().getTables(null, null, "%", null).close();
            return super.open(real, connection, options);
        }
    }

    /** Asks its connection what session it is whenever it is opened: a JDBC driver asks the server for that. */
    public static final class AsksItsConnectionWhenOpened extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            connection.getSchema();
            return super.open(real, connection, options);
        }
    }

    /** Sees nothing in a schema. */
    public static final class SeesNoObjects extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("schemaObjects") ? List.of() : call.proceed();
        }
    }

    /** Sees no ledger but its own. */
    public static final class SeesNoOtherLedger extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("otherLedgers") ? List.of() : call.proceed();
        }
    }

    /** Does not know its own error for a table that is gone, once code has run. */
    public static final class MissesThatItsTableIsGone extends BrokenFixture {
        private @Nullable DialectSession code;

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("beforeCode")) {
                code = call.session();
            }
            return call.is("isMissingTable") && call.session() == code ? false : call.proceed();
        }
    }

    /** Takes its own table for somebody else's. */
    public static final class TakesItsTableForAnothers extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("schemaObjects")) {
                return call.proceed();
            }
            try (Statement statement = call.session().connection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT type, name FROM sqlite_schema WHERE type <> 'index'"
                            + " AND type <> 'trigger' ORDER BY name")) {
                List<SchemaObject> objects = new ArrayList<>();
                while (row.next()) {
                    objects.add(new SchemaObject(row.getString(1), row.getString(2)));
                }
                return objects;
            }
        }
    }
}
