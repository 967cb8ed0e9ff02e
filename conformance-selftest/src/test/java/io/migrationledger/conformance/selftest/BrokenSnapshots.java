package io.migrationledger.conformance.selftest;

import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can go wrong with snapshots of a schema. */
public final class BrokenSnapshots {
    private BrokenSnapshots() {}

    /** Reads the schema as the driver does, with one fault. */
    abstract static class BrokenReader extends BrokenFixture {
        abstract Snapshot read(DialectSession session, SchemaReader sound) throws SQLException;

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("schemaReader")) {
                return call.proceed();
            }
            SchemaReader sound = call.session().schemaReader().orElseThrow();
            return Optional.<SchemaReader>of(() -> read(call.session(), sound));
        }
    }

    /** Sees all tables, and not all of what is in them. */
    abstract static class BlindReader extends BrokenReader {
        Column seen(Column column) {
            return column;
        }

        Stream<Index> seen(Index index) {
            return Stream.of(index);
        }

        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            Snapshot read = sound.read();
            return read.withTables(read.tables().stream().map(this::seen).toList());
        }

        private Table seen(Table table) {
            return new Table(
                    table.name(),
                    table.columns().stream().map(this::seen).toList(),
                    table.keys(),
                    table.foreignKeys(),
                    table.checks(),
                    table.indexes().stream().flatMap(this::seen).toList(),
                    table.triggers(),
                    table.policies(),
                    table.partitioning(),
                    table.partitionOf(),
                    table.others(),
                    table.options(),
                    table.comment());
        }

        static Column column(Column of, String type, boolean nullable, Optional<String> defaultValue) {
            return new Column(
                    of.name(),
                    type,
                    nullable,
                    defaultValue,
                    of.generated(),
                    of.identity(),
                    of.collation(),
                    of.options(),
                    of.comment());
        }

        static Index index(Index of, boolean unique, List<Index.Part> parts) {
            return new Index(
                    of.name(),
                    unique,
                    of.method(),
                    parts,
                    of.included(),
                    of.predicate(),
                    of.valid(),
                    of.options(),
                    of.comment());
        }
    }

    /** Sees the columns of a table, and none of its indexes. */
    public static final class SeesNoIndex extends BlindReader {
        @Override
        Stream<Index> seen(Index index) {
            return Stream.empty();
        }
    }

    /** Takes all columns for ones of the same type. */
    public static final class SeesNoType extends BlindReader {
        @Override
        Column seen(Column column) {
            return column(column, "INTEGER", column.nullable(), column.defaultValue());
        }
    }

    /** Sees what a column holds, and not how much of it. */
    public static final class SeesNoLength extends BlindReader {
        @Override
        Column seen(Column column) {
            String type = column.type().replaceAll("\\(.*", "");
            return column(column, type, column.nullable(), column.defaultValue());
        }
    }

    /** Sees how many digits a number has, and not how many of them stand behind the point. */
    public static final class SeesNoScale extends BlindReader {
        @Override
        Column seen(Column column) {
            String type = column.type().replaceAll(",[^)]*", "");
            return column(column, type, column.nullable(), column.defaultValue());
        }
    }

    /** Sees no defaults. */
    public static final class SeesNoDefault extends BlindReader {
        @Override
        Column seen(Column column) {
            return column(column, column.type(), column.nullable(), Optional.empty());
        }
    }

    /** Sees that a column has a default, and not which. */
    public static final class SeesNoValueOfADefault extends BlindReader {
        @Override
        Column seen(Column column) {
            return column(
                    column,
                    column.type(),
                    column.nullable(),
                    column.defaultValue().map(value -> "0"));
        }
    }

    /** Sees no NOT NULL. */
    public static final class SeesNoNull extends BlindReader {
        @Override
        Column seen(Column column) {
            return column(column, column.type(), true, column.defaultValue());
        }
    }

    /** Sees where an index begins. */
    public static final class SeesOneColumnOfAnIndex extends BlindReader {
        @Override
        Stream<Index> seen(Index index) {
            return Stream.of(index(index, index.unique(), index.parts().subList(0, 1)));
        }
    }

    /** Sees indexes, and not which of them are unique. */
    public static final class SeesNoUniqueness extends BlindReader {
        @Override
        Stream<Index> seen(Index index) {
            return Stream.of(index(index, false, index.parts()));
        }
    }

    /** Tells how many rows a table has. */
    public static final class CountsRows extends BrokenReader {
        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            Snapshot read = sound.read();
            boolean there =
                    read.tables().stream().anyMatch(table -> table.name().equals("kit"));
            String rows = there ? new JdbcSql(session.connection()).value("SELECT COUNT(*) FROM kit") : "";
            return read.withOthers(rows.isEmpty() ? List.of() : List.of(new Other("count", "rows", rows)));
        }
    }

    /** Leaves a setting behind. */
    public static final class KeepsItsSetting extends BrokenReader {
        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            session.connection().setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            return sound.read();
        }
    }

    /** Takes the ledger's tables for some of the schema's. */
    public static final class TellsOfTheLedger extends BrokenReader {
        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            Dialect dialect = new SqliteDialect();
            SessionOptions elsewhere =
                    new SessionOptions(Optional.empty(), "elsewhere", Optional.empty(), Optional.empty());
            Connection connection = session.connection();
            return dialect.open(connection, elsewhere)
                    .schemaReader()
                    .orElseThrow()
                    .read();
        }
    }

    /** Ends whatever transaction is open. */
    public static final class EndsTheTransaction extends BrokenReader {
        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            if (session.inTransaction()) {
                session.commit();
            }
            return sound.read();
        }
    }

    /** Asks once more for each table. */
    public static final class AsksForEachTable extends BrokenReader {
        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            Snapshot read = sound.read();
            for (Table table : read.tables()) {
                run(session, "PRAGMA table_info(" + table.name() + ")");
            }
            return read;
        }
    }

    /** Declines snapshots, and makes them all the same. */
    public static final class DeclinesSnapshotsAndReads extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined") ? EnumSet.of(Capability.SCHEMAS, Capability.SNAPSHOT) : call.proceed();
        }
    }

    /** Numbers its snapshots. */
    public static final class IsNeverTheSame extends BrokenReader {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        Snapshot read(DialectSession session, SchemaReader sound) throws SQLException {
            Snapshot read = sound.read();
            String next = Integer.toString(number.incrementAndGet());
            return read.withOthers(read.tables().isEmpty() ? List.of() : List.of(new Other("n", "n", next)));
        }
    }
}
