package io.migrationledger.audit.report;

import io.migrationledger.Advice;
import io.migrationledger.Ledger;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.ScriptTexts;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.Origin;
import io.migrationledger.event.Strategy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Histories that reports are made of. */
final class Histories {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    /** What somebody might write into a script, a description, a reason, a name; it sets a flag where it runs. */
    static final String[] HOSTILE = {
        "<script>window.broken=1</script>",
        "<img src=x onerror=\"window.broken=2\">",
        "\"><svg onload=window.broken=3>",
        "' onfocus='window.broken=4' autofocus='",
        "</textarea></title></style></script><script>window.broken=5</script>",
        "]]><!--<script>window.broken=6</script>",
        "`${window.broken=7}` @everyone #1 [x](javascript:window.broken=8) ![x](http://localhost/x.png) a|b",
        "user\u202Egnp.exe\u2066 \u200B\u0007\u0000 \uD800 end",
        "javascript:window.broken=9",
        "&lt;already&gt; &amp; {{window.broken=10}}",
    };

    private static final Map<String, String> SCRIPTS = new HashMap<>();

    private Histories() {}

    static Connection memory() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    /** Some years of a shop: people, failures, a doubt, a rollback, declarations. */
    static Ledger shop(Connection connection) throws Exception {
        try (MadeLedger made = new MadeLedger(connection)) {
            made.by("mira", "laptop", "ledger").run("2024-02-01T08:00:00Z");
            for (String id : new String[] {"0001", "0002", "0003"}) {
                made.declared(
                        EventType.APPLIED,
                        Origin.BASELINED,
                        id,
                        "What was there before",
                        "the tables were made by hand in 2019");
            }
            made.run("2024-02-02T10:12:00Z")
                    .ran("0004", 3, Duration.ofMillis(42), "Users who can sign in")
                    .ran("0005", 2, Duration.ofMillis(1_870), "What the shop sells, in categories")
                    .ran("0006", 7, Duration.ofMillis(96), "Orders and their lines");
            made.by("deploy", "ci-runner-12.example.internal", "shop-api").run("2024-05-14T22:03:00Z");
            made.started("0007", Direction.UP, 0, 4, Strategy.TRANSACTIONAL)
                    .failed(
                            "0007",
                            Direction.UP,
                            0,
                            Duration.ofMillis(310),
                            new Failure(
                                    3,
                                    "migrations/0007_prices.sql",
                                    14,
                                    "23505",
                                    19,
                                    "[SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed (UNIQUE constraint failed:"
                                            + " products.sku)"));
            made.run("2024-05-14T22:41:00Z")
                    .ran("0007", 4, Duration.ofSeconds(4), "Prices by currency")
                    .ran("R__catalogue", 2, Duration.ofMillis(19), "What the web shop shows");
            made.by("mira", "laptop", "ledger").run("2025-01-20T07:15:00Z");
            made.rolledBack("0006", 5, Duration.ofMillis(71));
            made.run("2025-01-20T07:21:00Z").ran("0006", 8, Duration.ofMillis(120), "Orders and their lines");
            made.by("deploy", "ci-runner-12.example.internal", "shop-api").run("2025-07-02T21:00:00Z");
            made.ran("R__catalogue", 2, Duration.ofMillis(22), "What the web shop shows")
                    .started("0008", Direction.UP, 0, 3, Strategy.STEPWISE)
                    .failed(
                            "0008",
                            Direction.UP,
                            1,
                            Duration.ofSeconds(75),
                            new Failure(
                                    2,
                                    "migrations/0008_history.sql",
                                    9,
                                    "HY000",
                                    3780,
                                    "Referencing column 'order_id' and referenced column 'id' in foreign key constraint"
                                            + " are incompatible"));
            made.run("2026-03-09T20:30:00Z").started("0009", Direction.UP, 0, 2, Strategy.STEPWISE);
            made.run("2026-03-09T20:44:00Z")
                    .interrupted(
                            "0009",
                            1,
                            Optional.of(new Doubt(
                                    2,
                                    "migrations/0009_totals.sql",
                                    4,
                                    "CALL fill_totals(2020, 2026)",
                                    "a procedure may have committed before it was cut off",
                                    "SELECT count(*) FROM totals")));
            made.by("jo", "jo-desk", "ledger").run("2026-08-01T13:00:00Z");
            made.declared(
                    EventType.APPLIED, Origin.ACCEPTED, "0005", "What the shop sells", "only a comment was changed");
            made.declared(EventType.ROLLED_BACK, Origin.FORGOTTEN, "0002", "", "its file went with the old warehouse");
            return Ledger.of(made.commit());
        }
    }

    /** Everything that can be said in a bad way is. */
    static Ledger hostile(Connection connection) throws Exception {
        try (MadeLedger made = new MadeLedger(connection)) {
            for (int i = 0; i < HOSTILE.length; i++) {
                String text = HOSTILE[i].replace("\u0000", "").replace("\uD800", "");
                String id = String.format(Locale.ROOT, "%04d", i + 1);
                made.by(text, text, text).run("2026-01-0" + (i % 9 + 1) + "T00:00:00Z");
                made.ran(id, 1, Duration.ofMillis(i + 1), HOSTILE[i]);
                made.declared(EventType.APPLIED, Origin.ACCEPTED, id, HOSTILE[i], HOSTILE[i]);
                String failing = "1" + id;
                made.started(failing, Direction.UP, 0, 2, Strategy.STEPWISE)
                        .failed(
                                failing,
                                Direction.UP,
                                1,
                                Duration.ofMillis(5),
                                new Failure(1, HOSTILE[i], 3, "HY000", 1, HOSTILE[i]));
                made.ran("R__" + i, 1, Duration.ofMillis(1), text);
            }
            return Ledger.of(made.commit());
        }
    }

    /** Migrations that ran, and one that ran very often: so many events. */
    static Ledger longOne(Connection connection, int events) throws Exception {
        try (MadeLedger made = new MadeLedger(connection)) {
            Instant at = Instant.parse("2015-01-01T00:00:00Z");
            for (int written = 0, run = 0; written < events; run++) {
                made.by("user" + run % 12, "host" + run % 40, "service").run(at.plus(Duration.ofHours(run * 13L)));
                String id = String.format(Locale.ROOT, "%05d", run);
                made.ran(id, 3, Duration.ofMillis(run % 900 + 1), "Step " + run)
                        .ran("R__views", 2, Duration.ofMillis(4), "Views");
                written += 4;
            }
            return Ledger.of(made.commit());
        }
    }

    /** The migrations whose scripts are known. */
    private static final Set<String> KNOWN = Set.of("0004", "0006", "10001");

    static ReportOptions options() {
        return new ReportOptions(
                Optional.of("jdbc:sqlite:shop.db"), scripts(), Advice::toString, UnaryOperator.identity());
    }

    static ScriptTexts scripts() {
        return (id, script) -> KNOWN.contains(id.value())
                ? Optional.of(new ScriptTexts.Text(
                        script(id.value(), script.direction()),
                        false,
                        "migrations/" + id.value() + ".sql",
                        ScriptTexts.Proof.CHECKSUM))
                : Optional.empty();
    }

    private static String script(String id, Direction direction) {
        if (direction == Direction.DOWN) {
            return "DROP TABLE order_lines;\nDROP TABLE orders;\n";
        }
        return SCRIPTS.computeIfAbsent(
                id,
                name -> """
                -- %s: what it is for
                CREATE TABLE "order lines" (
                    id INTEGER PRIMARY KEY,
                    name TEXT NOT NULL DEFAULT 'it''s new', -- the shop's own
                    price NUMERIC(10, 2) CHECK (price >= 0.5)
                );
                INSERT INTO products (id, name) VALUES (1, 'A "box" of <pencils> & ink'), (?1, :name);
                """.formatted(name)
                        + (name.length() == 4
                                ? ""
                                : "/* " + String.join("\n", HOSTILE) + " */\nSELECT '"
                                        + String.join("", HOSTILE).replace("'", "''") + "';\n"));
    }
}
