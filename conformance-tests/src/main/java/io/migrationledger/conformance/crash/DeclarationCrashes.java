package io.migrationledger.conformance.crash;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Verification;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Breaks off at its calls, before and after, what changes the ledger alone and runs nothing, and does it again:
 * either all of its events are there or none, and in the end each of them once.
 *
 * <p>Fails with an {@link AssertionError} that names the point as soon as one end is wrong.
 */
public final class DeclarationCrashes {
    /** More events than one INSERT holds, so that one commit has to hold several. */
    private static final int MIGRATIONS = 50;

    private static final int EXECUTED = 2;

    private static final String ENVIRONMENT = "production";

    private final CrashSubject subject;
    private final Breaker breaker;

    /** What is broken off. */
    public enum Declaration {
        /** A script takes the place of migrations that are in effect: {@code migrate}. */
        SQUASH,
        /** Migrations whose files are gone no longer count. */
        FORGET,
        /** A baseline was a mistake. */
        UNDO_BASELINE,
        /** Migrations are declared as in effect. */
        BASELINE,
        /** What was changed behind the ledger's back is recorded as known, with its snapshot. */
        ACCEPT_SCHEMA,
        /** What environment the database is. */
        ENVIRONMENT
    }

    /**
     * Prepares it.
     *
     * @param subject gives the databases and the driver; its own migrations are not used
     */
    public DeclarationCrashes(CrashSubject subject, Breaker breaker) {
        this.subject = subject;
        this.breaker = breaker;
    }

    /**
     * Tries points once that the seed chooses, the last of all always among them, and breaks the second attempt off as well at
     * a call that the seed chooses.
     *
     * @param points how many; {@link Integer#MAX_VALUE} for all
     */
    public CrashReport sample(Declaration declaration, int points, long seed) throws Exception {
        String name = declaration.name();
        CountedCalls counted = CountedCalls.counting();
        List<String> before;
        List<String> after;
        try (CrashDatabase database = prepared(declaration)) {
            before = told(declaration, database);
            require(declare(declaration, database, counted), name + ": undisturbed, there was nothing to declare");
            after = told(declaration, database);
            require(!declare(declaration, database, CountedCalls.counting()), name + ": declared twice");
        }
        int calls = counted.calls().size();
        CrashReport report = new CrashReport(name, calls);
        Random random = new Random(31 * seed + name.hashCode());
        for (CrashPoint point : chosen(calls, points, random)) {
            // Before anything was sent, and again: there at least one is recovered, whatever the seed.
            CrashPoint second = new CrashPoint(point.call() == 1 ? 1 : 1 + random.nextInt(calls), point.moment());
            String context = name + ", " + point + ", then " + second + " (seed " + seed + ")";
            try (CrashDatabase database = prepared(declaration)) {
                boolean done = breakOff(declaration, database, point, before, after, context);
                done |= breakOff(declaration, database, second, before, after, context);
                boolean now = declare(declaration, database, CountedCalls.counting());
                require(now != done, context + (done ? ": declared twice" : ": said nothing was to be declared"));
                List<String> end = told(declaration, database);
                require(end.equals(after), context + ": the end is " + end + ", not " + after);
                report.add(done ? Outcome.FINISHED_BEFORE : Outcome.RECOVERED);
            }
        }
        return report;
    }

    /** The first call and the last are always among them: there everything is undone, and done. */
    private static List<CrashPoint> chosen(int calls, int points, Random random) {
        List<CrashPoint> all = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            for (CrashPoint.Moment moment : CrashPoint.Moment.values()) {
                all.add(new CrashPoint(call, moment));
            }
        }
        CrashPoint first = all.remove(0);
        CrashPoint last = all.remove(all.size() - 1);
        Collections.shuffle(all, random);
        List<CrashPoint> chosen = new ArrayList<>(List.of(first, last));
        chosen.addAll(all);
        return chosen.subList(0, Math.max(2, Math.min(points, chosen.size())));
    }

    /** Breaks one attempt off and returns whether its events are there: all of them or none. */
    private boolean breakOff(
            Declaration declaration,
            CrashDatabase database,
            CrashPoint crash,
            List<String> before,
            List<String> after,
            String context)
            throws SQLException {
        CountedCalls counted = CountedCalls.breakingAt(crash, breaker);
        try {
            declare(declaration, database, counted);
        } catch (LedgerException e) {
            if (!counted.isBroken()) {
                throw new AssertionError(context + ": only the break fails it", e);
            }
        }
        List<String> now = told(declaration, database);
        require(now.equals(before) || now.equals(after), context + ": half of it is there: " + now);
        return now.equals(after);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** The first migrations are run, and the others declared, so that no database is given many tables. */
    private CrashDatabase prepared(Declaration declaration) throws Exception {
        CrashDatabase database = subject.newDatabase();
        try (Connection connection = database.connect()) {
            Migrator migrator = migrator(connection, scripts(MIGRATIONS));
            migrator.migrate(MigrateOptions.ALL.limit(EXECUTED));
            switch (declaration) {
                case SQUASH, FORGET, UNDO_BASELINE -> migrator.baseline(id(MIGRATIONS), "not many tables");
                case ACCEPT_SCHEMA -> {
                    migrator.acceptSchema("as it was at first");
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(table(MIGRATIONS + 1).replace(";\n", ""));
                    }
                }
                case ENVIRONMENT -> migrator.declareEnvironment("test", "at first");
                case BASELINE -> {}
            }
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Returns whether there was anything to declare. */
    private boolean declare(Declaration declaration, CrashDatabase database, CountedCalls counted) throws SQLException {
        Connection real = database.connect();
        try {
            Connection connection = counted.wrap(real);
            switch (declaration) {
                case SQUASH -> {
                    return !migrator(connection, squashed()).migrate().notes().isEmpty();
                }
                case FORGET ->
                    migrator(connection, scripts(1))
                            .forget(
                                    IntStream.rangeClosed(2, MIGRATIONS)
                                            .mapToObj(DeclarationCrashes::id)
                                            .toList(),
                                    "gone for good");
                case UNDO_BASELINE -> migrator(connection, scripts(MIGRATIONS)).undoBaseline("main", "a mistake");
                case BASELINE -> migrator(connection, scripts(MIGRATIONS)).baseline(id(MIGRATIONS), "by hand");
                case ACCEPT_SCHEMA -> {
                    Migrator migrator = migrator(connection, scripts(MIGRATIONS));
                    if (isKnown(migrator.ledger())) {
                        return false;
                    }
                    migrator.acceptSchema("by hand");
                }
                case ENVIRONMENT -> {
                    Migrator migrator = migrator(connection, scripts(MIGRATIONS));
                    if (environment(migrator.ledger()).equals(ENVIRONMENT)) {
                        return false;
                    }
                    migrator.declareEnvironment(ENVIRONMENT, "by hand");
                }
            }
            return true;
        } catch (LedgerException e) {
            if (e.code() == ErrorCode.NOTHING_TO_DECLARE) {
                return false;
            }
            throw e;
        } finally {
            counted.close(real);
        }
    }

    private static boolean isKnown(Ledger ledger) {
        return ledger.knownSchema()
                .flatMap(known -> known.snapshot().snapshot())
                .equals(Optional.of(ledger.snapshot().text()));
    }

    private static String environment(Ledger ledger) {
        return ledger.environment().flatMap(LedgerEvent.Noted::environment).orElse("");
    }

    /** Returns how each migration stands, how many events there are, and that their chain is whole. */
    private List<String> told(Declaration declaration, CrashDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            Ledger ledger = subject.dialect()
                    .map(dialect -> Ledger.of(connection, dialect))
                    .orElseGet(() -> Ledger.of(connection));
            Verification verified = ledger.verify();
            require(verified.isIntact(), "the chain is broken: " + verified);
            LedgerState state = ledger.state();
            List<String> told = new ArrayList<>();
            told.add(ledger.events().size() + " events");
            told.add("environment " + environment(ledger));
            if (declaration == Declaration.ACCEPT_SCHEMA) {
                told.add("the schema is known: " + isKnown(ledger));
            }
            for (MigrationState migration : state.migrations()) {
                told.add(migration.id() + " " + migration.status() + " "
                        + migration.last().origin()
                        + migration
                                .inEffect()
                                .map(applied -> " " + applied.header().checksum() + applied.replaces())
                                .orElse(""));
            }
            return told;
        }
    }

    private Migrator migrator(Connection connection, MigrationSource source) {
        Migrator.Builder builder = Migrator.of(connection).source(source).onExisting(subject.onExisting());
        subject.dialect().ifPresent(builder::dialect);
        return builder.build();
    }

    private static MigrationId id(int number) {
        return MigrationId.of(Integer.toString(number));
    }

    private static MigrationSource scripts(int count) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            files.put("%04d_t.sql".formatted(i), table(i));
        }
        return Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, files);
    }

    private static String table(int number) {
        return "CREATE TABLE declared_" + number + " (a INTEGER);\n";
    }

    private static MigrationSource squashed() {
        String replaces =
                IntStream.rangeClosed(1, MIGRATIONS).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String tables = IntStream.rangeClosed(1, MIGRATIONS)
                .mapToObj(DeclarationCrashes::table)
                .collect(Collectors.joining());
        return Migrations.scripts(
                MigrationId.DEFAULT_NAMESPACE,
                Map.of("%04d_all.sql".formatted(MIGRATIONS), "-- ledger: replaces=" + replaces + "\n" + tables));
    }
}
