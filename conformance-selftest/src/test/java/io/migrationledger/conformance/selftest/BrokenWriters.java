package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What can go wrong with statements that are written out of snapshots. */
public final class BrokenWriters {
    private BrokenWriters() {}

    /** Writes as the driver does, with one fault. */
    abstract static class BrokenWriter extends BrokenFixture {

        SchemaScript script(DialectSession session, SchemaScript sound) {
            return sound;
        }

        SchemaStatement renameColumn(SchemaStatement sound, String table, String name) {
            return sound;
        }

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("schemaWriter")) {
                return call.proceed();
            }
            return Optional.<SchemaWriter>of(
                    new Writer(call.session(), call.session().schemaWriter().orElseThrow()));
        }

        private final class Writer implements SchemaWriter {
            private final DialectSession session;
            private final SchemaWriter sound;

            Writer(DialectSession session, SchemaWriter sound) {
                this.session = session;
                this.sound = sound;
            }

            @Override
            public SchemaScript script(Snapshot from, Snapshot to) {
                return BrokenWriter.this.script(session, sound.script(from, to));
            }

            @Override
            public SchemaStatement renameTable(String table, String name) {
                return sound.renameTable(table, name);
            }

            @Override
            public SchemaStatement renameColumn(String table, String column, String name) {
                return BrokenWriter.this.renameColumn(sound.renameColumn(table, column, name), table, name);
            }
        }
    }

    private static SchemaScript with(SchemaScript script, List<SchemaStatement> statements) {
        return new SchemaScript(statements, script.unwritten());
    }

    /** Writes tables and views, and none of their indexes. */
    public static final class LeavesOutIndexes extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            return with(
                    sound,
                    sound.statements().stream()
                            .filter(one -> !one.sql().contains("INDEX"))
                            .toList());
        }
    }

    /** Knows what has to be done, and not in which order. */
    public static final class WritesBackwards extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            List<SchemaStatement> backwards = new ArrayList<>(sound.statements());
            Collections.reverse(backwards);
            return with(sound, backwards);
        }
    }

    /** Says in each script which one it is. */
    public static final class CountsItsScripts extends BrokenWriter {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            String mark = "-- script " + number.incrementAndGet() + "\n";
            return with(
                    sound,
                    sound.statements().stream()
                            .map(one -> new SchemaStatement(mark + one.sql(), one.loss(), one.alone()))
                            .toList());
        }
    }

    /** Looks things up while it writes. */
    public static final class AsksTheDatabase extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            try {
                run(session, "PRAGMA table_list");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return sound;
        }
    }

    /** Leaves out without a word what it has no statement for. */
    public static final class TellsOfNothingUnwritten extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            return new SchemaScript(sound.statements(), List.of());
        }
    }

    /** Drops columns as if nobody had anything in them. */
    public static final class SaysNothingOfLosses extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            return with(
                    sound,
                    sound.statements().stream()
                            .map(one -> new SchemaStatement(one.sql(), Optional.empty(), one.alone()))
                            .toList());
        }
    }

    /** Takes every change for a loss. */
    public static final class WarnsOfEverything extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            return with(
                    sound,
                    sound.statements().stream()
                            .map(one -> new SchemaStatement(one.sql(), Optional.of("who knows"), one.alone()))
                            .toList());
        }
    }

    /** Builds the table anew, and forgets its rows. */
    public static final class EmptiesTheTable extends BrokenWriter {
        @Override
        SchemaScript script(DialectSession session, SchemaScript sound) {
            List<SchemaStatement> more = new ArrayList<>(sound.statements());
            if (more.stream().anyMatch(one -> one.sql().startsWith("ALTER TABLE"))) {
                more.add(0, SchemaStatement.of("DELETE FROM kit"));
            }
            return with(sound, more);
        }
    }

    /** Takes a renamed column for a new one. */
    public static final class RenamesByAddingAColumn extends BrokenWriter {
        @Override
        SchemaStatement renameColumn(SchemaStatement sound, String table, String name) {
            return SchemaStatement.of("ALTER TABLE " + table + " ADD COLUMN " + name + " VARCHAR(200)");
        }
    }

    /** Says that it writes nothing, and writes all the same. */
    public static final class DeclinesToWriteAndWrites extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined") ? EnumSet.of(Capability.SCHEMAS, Capability.SCHEMA_WRITER) : call.proceed();
        }
    }
}
