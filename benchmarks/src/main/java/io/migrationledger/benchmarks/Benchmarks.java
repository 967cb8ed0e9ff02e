package io.migrationledger.benchmarks;

import io.migrationledger.benchmarks.Databases.Fresh;
import io.migrationledger.benchmarks.Scripts.Directory;
import io.migrationledger.benchmarks.Turns.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Measures everything and writes docs/benchmarks.md. */
public final class Benchmarks {
    private static final int MIGRATIONS = 100;
    /** How often in one measure: what lasts some milliseconds. */
    private static final int WARM = 20;

    private static final String NECESSARY = """
            Necessary: the bare loop with the writes that the ledger's promise needs, and with nothing else of it. For each
            migration that is an event for its beginning and one for its end. MySQL and MariaDB commit DDL by itself: there an
            event before each such statement tells that it runs next, and one look at its table is what a later run compares
            with. The events share their commits as the ledger's do: on SQLite and PostgreSQL there are no more commits than
            the bare loop has. No ledger that keeps this promise can be faster than this column; what it takes beyond is its
            own work: splitting, classifying, checking, and the trigger that keeps its rows from being changed.""";

    private static final int AT_ONCE = 4;
    private static final int FILES = 10_000;

    private final Report report;
    private final int rounds;
    private final List<Databases> databases = Databases.all();

    private Benchmarks(Report report, int rounds) {
        this.report = report;
        this.rounds = rounds;
    }

    /** Arguments: the file to write, how many rounds, words for where and when, and sections, or none for all. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        int rounds = Integer.parseInt(arguments[1]);
        report.add("# Benchmarks");
        report.add("");
        report.paragraph("Written by `benchmarks/run`: " + arguments[2] + ", " + rounds + " rounds, Java "
                + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors.");
        report.paragraph("""
                Beside each other: a bare JDBC loop (a lock, one row with a checksum for each file, one transaction for
                each file; it knows nothing of crashes), the ledger, and Flyway's free edition. All read the same
                directory and open their own connections. They take turns in a changing order, so that what else the
                machine does falls on all of them: the ratios are the result, and times of different runs are not to
                be compared, as the machine may be shared. The figures are medians; the columns of ledger and Flyway say how
                many times the bare loop's they take. The servers are the tests' own, on the same machine, with their
                files in memory where there is room. The processor time is the client's, without the server's.""");
        Benchmarks benchmarks = new Benchmarks(report, rounds);
        Map<String, Turns.Work> sections = benchmarks.sections();
        List<String> chosen = List.of(arguments).subList(3, arguments.length);
        if (!sections.keySet().containsAll(chosen)) {
            throw new IllegalArgumentException("sections are " + sections.keySet());
        }
        for (String section : chosen.isEmpty() ? sections.keySet() : chosen) {
            Objects.requireNonNull(sections.get(section)).run();
            Files.writeString(Path.of(arguments[0]), report.toString()); // whoever stops it has what was measured
        }
    }

    private Map<String, Turns.Work> sections() {
        Map<String, Turns.Work> sections = new LinkedHashMap<>();
        sections.put("trips", this::roundTrips);
        sections.put("run", this::wholeRuns);
        sections.put("at-once", this::atOnce);
        sections.put("fresh", this::freshJvm);
        sections.put("nothing", this::nothingToDo);
        sections.put("plan", this::planning);
        sections.put("layouts", this::planningOfAnotherLayout);
        sections.put("schema", this::largeSchema);
        return sections;
    }

    private void roundTrips() throws Exception {
        report.heading("Round trips");
        report.paragraph(
                "Counted by a proxy, connecting included (c: connections). A migration is two DDL statements, an INSERT and an UPDATE.");
        report.add("| | nothing to do: bare | ledger | Flyway | each migration: bare | ledger | Flyway | necessary |");
        report.add("|---|---|---|---|---|---|---|---|");
        for (Databases engine : databases) {
            if (!engine.isServer()) {
                continue;
            }
            Map<Contenders, String> nothing = new EnumMap<>(Contenders.class);
            Map<Contenders, String> each = new EnumMap<>(Contenders.class);
            for (Contenders contender : Contenders.values()) {
                try (Directory few = Scripts.write(10);
                        Directory many = Scripts.write(20)) {
                    each.put(
                            contender,
                            String.valueOf((trips(engine, contender, many) - trips(engine, contender, few)) / 10.0));
                    if (Contenders.COMPARED.contains(contender)) {
                        nothing.put(contender, idleTrips(engine, contender, few));
                    }
                }
            }
            report.add("| " + engine + " | " + String.join(" | ", nothing.values()) + " | "
                    + String.join(" | ", each.values()) + " |");
        }
    }

    private static int trips(Databases engine, Contenders contender, Directory scripts) throws Exception {
        try (Fresh fresh = engine.fresh();
                CountingProxy proxy = new CountingProxy(fresh.place())) {
            contender.migrate(proxy.place(), scripts.path());
            return proxy.trips();
        }
    }

    private static String idleTrips(Databases engine, Contenders contender, Directory scripts) throws Exception {
        try (Fresh fresh = engine.fresh();
                CountingProxy proxy = new CountingProxy(fresh.place())) {
            contender.migrate(fresh.place(), scripts.path());
            expect(0, contender.migrate(proxy.place(), scripts.path()));
            return proxy.trips() + " (" + proxy.connections() + " c)";
        }
    }

    private void nothingToDo() throws Exception {
        report.heading("Nothing to do, in a warm JVM");
        report.costTable();
        for (Databases engine : databases) {
            for (int migrations : new int[] {MIGRATIONS, 10 * MIGRATIONS}) {
                try (Directory scripts = Scripts.write(migrations);
                        Migrated migrated = new Migrated(engine, scripts)) {
                    report.costs(
                            engine + ", " + migrations + " migrations",
                            Turns.medians(
                                    2,
                                    rounds,
                                    contender -> Cost.of(
                                            WARM,
                                            () -> expect(
                                                    0, contender.migrate(migrated.place(contender), scripts.path())))));
                }
            }
        }
    }

    private void freshJvm() throws Exception {
        report.heading("Nothing to do, in a fresh JVM");
        report.paragraph("The whole process, as the JVM comes: no class archive.");
        report.costTable();
        for (Databases engine : databases) {
            try (Directory scripts = Scripts.write(MIGRATIONS);
                    Migrated migrated = new Migrated(engine, scripts)) {
                report.costs(
                        engine + ", " + MIGRATIONS + " migrations",
                        Turns.medians(
                                1,
                                rounds,
                                contender -> Cold.cost(contender, migrated.place(contender), scripts.path())));
            }
        }
    }

    private void wholeRuns() throws Exception {
        report.heading("A whole run");
        report.paragraph(NECESSARY);
        report.wholeRunTable();
        for (Databases engine : databases) {
            wholeRun(engine, MIGRATIONS);
            if (engine.hasQuickDdl()) {
                wholeRun(engine, 10 * MIGRATIONS);
            }
        }
    }

    private void wholeRun(Databases engine, int migrations) throws Exception {
        try (Directory scripts = Scripts.write(migrations)) {
            report.wholeRun(
                    engine + ", " + migrations + " migrations",
                    Turns.medians(List.of(Contenders.values()), 2, rounds, contender -> {
                        try (Fresh fresh = engine.fresh()) {
                            return Cost.of(() -> expect(migrations, contender.migrate(fresh.place(), scripts.path())));
                        }
                    }));
        }
    }

    private void atOnce() throws Exception {
        report.heading(AT_ONCE + " runners at once on an empty database");
        report.paragraph("Until the last has ended. Runners that failed are counted over all rounds.");
        report.add("| | bare loop, ms | ledger | Flyway | failed: bare | ledger | Flyway |");
        report.add("|---|---|---|---|---|---|---|");
        for (Databases engine : databases) {
            AtOnce atOnce = new AtOnce(AT_ONCE);
            try (Directory scripts = Scripts.write(MIGRATIONS / 5)) {
                Map<Contenders, Cost> costs = Turns.medians(1, rounds, contender -> {
                    try (Fresh fresh = engine.fresh()) {
                        return Cost.of(() -> atOnce.migrate(contender, fresh.place(), scripts.path()));
                    }
                });
                report.add("| " + engine + ", " + MIGRATIONS / 5 + " migrations | " + Report.walls(costs) + " | "
                        + atOnce.failures() + " |");
            }
        }
    }

    private void planning() throws Exception {
        report.heading("Planning of " + FILES + " files");
        report.paragraph("What would run on an empty database.");
        report.costTable();
        try (Directory scripts = Scripts.write(FILES)) {
            for (Databases engine : databases) {
                try (Fresh fresh = engine.fresh()) {
                    report.costs(
                            engine.toString(),
                            Turns.medians(
                                    2,
                                    rounds,
                                    contender -> Cost.of(
                                            () -> expect(FILES, contender.plan(fresh.place(), scripts.path())))));
                }
            }
        }
    }

    private void planningOfAnotherLayout() throws Exception {
        report.heading("Planning of " + OtherLayouts.MIGRATIONS + " migrations with files for four databases");
        report.paragraph(
                "An up and a down file of each for each database, 5600 files, named as pop names them and as the"
                        + " ledger does. The ledger alone, warm; no database is asked.");
        report.add("| | ms | ms of processor |");
        report.add("|---|---|---|");
        for (OtherLayouts.Names names : OtherLayouts.Names.values()) {
            try (Directory scripts = OtherLayouts.write(names)) {
                for (String product : List.of("sqlite", "postgres", "mysql", "mariadb")) {
                    Cost cost = OtherLayouts.plan(product, scripts, rounds);
                    report.add(String.format(
                            Locale.ROOT,
                            "| %s, %s | %.0f | %.0f |",
                            product,
                            names == OtherLayouts.Names.POP ? "pop's names" : "own names",
                            cost.wall(),
                            cost.processor()));
                }
            }
        }
    }

    private void largeSchema() throws Exception {
        report.heading("A schema of " + LargeSchema.TABLES + " tables");
        report.paragraph("""
                Each with 14 columns, two indexes and a foreign key. Read: what it holds, as a snapshot. Dump: read, and
                written out. Generate: both sides built anew in scratch databases, compared, and the statements between
                them tried up and down; they differ in 30 columns. The ledger alone.""");
        report.add("| | round trips to read it, connecting included | read, ms | dump, ms | generate, ms |");
        report.add("|---|---|---|---|---|");
        for (Databases engine : databases) {
            report.add(LargeSchema.row(engine, Math.max(1, rounds / 3)));
        }
    }

    private static void expect(int expected, int migrations) {
        if (migrations != expected) {
            throw new IllegalStateException(migrations + " migrations instead of " + expected);
        }
    }

    /** A database for each contender, on which all is done. */
    private static final class Migrated implements AutoCloseable {
        private final Map<Contenders, Fresh> databases = new EnumMap<>(Contenders.class);

        Migrated(Databases engine, Directory scripts) throws SQLException {
            for (Contenders contender : Contenders.COMPARED) {
                Fresh fresh = engine.fresh();
                databases.put(contender, fresh);
                contender.migrate(fresh.place(), scripts.path());
            }
        }

        Place place(Contenders contender) {
            return Objects.requireNonNull(databases.get(contender)).place();
        }

        @Override
        public void close() {
            databases.values().forEach(Fresh::close);
        }
    }
}
