package io.migrationledger.internal.flight;

import io.migrationledger.event.Direction;
import io.migrationledger.internal.flight.Flight.Outcome;
import io.migrationledger.internal.flight.Flight.Span;
import io.migrationledger.migration.MigrationId;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The events of Flight Recorder. Loaded only where there is a recording. */
final class FlightEvents {
    private FlightEvents() {}

    static Span run(Direction direction, int batch, int migrations) {
        Run event = new Run();
        event.direction = direction.name().toLowerCase(Locale.ROOT);
        event.batch = batch;
        event.migrations = migrations;
        return event.begun();
    }

    static Span migration(MigrationId id, Direction direction, int statements, int resumedAfter) {
        Migration event = new Migration();
        event.migration = id.toString();
        event.direction = direction.name().toLowerCase(Locale.ROOT);
        event.statements = statements;
        event.resumedAfter = resumedAfter;
        return event.begun();
    }

    static Span statement(MigrationId id, int number, int line) {
        Statement event = new Statement();
        event.migration = id.toString();
        event.number = number;
        event.line = line;
        return event.begun();
    }

    static Span lockWait() {
        return new LockWait().begun();
    }

    /** What all have. */
    @Category("Migration Ledger")
    @StackTrace(false)
    private abstract static class Timed extends Event implements Span {
        @Label("Outcome")
        @Description("done or failed")
        @Nullable
        String outcome;

        Span begun() {
            begin();
            return this;
        }

        @Override
        public void end(Outcome how) {
            outcome = how.name().toLowerCase(Locale.ROOT);
            commit();
        }
    }

    @Name("io.migrationledger.Run")
    @Label("Run")
    @Description("A run that has something to do, from its first migration to its end")
    private static final class Run extends Timed {
        @Label("Direction")
        @Nullable
        String direction;

        @Label("Batch")
        int batch;

        @Label("Migrations")
        int migrations;
    }

    @Name("io.migrationledger.Migration")
    @Label("Migration")
    @Description("An attempt at one migration")
    private static final class Migration extends Timed {
        @Label("Migration")
        @Nullable
        String migration;

        @Label("Direction")
        @Nullable
        String direction;

        @Label("Statements")
        int statements;

        @Label("Resumed After")
        @Description("How many statements took effect in an earlier attempt")
        int resumedAfter;
    }

    @Name("io.migrationledger.Statement")
    @Label("Statement")
    @Description("One statement of a migration; its text is not recorded, as it may hold secrets")
    private static final class Statement extends Timed {
        @Label("Migration")
        @Nullable
        String migration;

        @Label("Number")
        @Description("Its number in the script, counted from 1")
        int number;

        @Label("Line")
        @Description("Its line in the file, counted from 1; 0 for code")
        int line;
    }

    @Name("io.migrationledger.LockWait")
    @Label("Lock Wait")
    @Description("Waiting until another run gives the ledger's lock up")
    private static final class LockWait extends Timed {}
}
