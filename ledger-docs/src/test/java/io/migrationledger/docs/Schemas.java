package io.migrationledger.docs;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Partition;
import io.migrationledger.spi.schema.Partitioning;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas with one of everything. */
final class Schemas {
    private Schemas() {}

    /** Returns a schema in which each name, comment and definition begins with this text. */
    static Snapshot everything(String x) {
        Column id = column(x + "id", "bigint", x + "comment of id");
        Column user = column(x + "user_id", "bigint", "");
        Trigger trigger = new Trigger(x + "stamp", x + "CREATE TRIGGER stamp", Map.of("enabled", "always"), "");
        Other rule = new Other("rule", x + "rule", x + "CREATE RULE");
        Check check = new Check(x + "positive", x + "(total > 0)", Map.of("not valid", ""), "");
        Index index = new Index(
                x + "by_user",
                true,
                "btree",
                List.of(
                        new Index.Part(x + "user_id", "", true, Map.of("nulls", "last")),
                        new Index.Part("", x + "lower(name)", false, Map.of())),
                List.of(x + "total"),
                Optional.of(x + "total > 5"),
                false,
                Map.of(),
                x + "comment of index");
        Table users = new Table(
                x + "users",
                List.of(id),
                List.of(new Key(x + "users_pkey", true, List.of(x + "id"), Map.of(), "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                x + "Who may log in");
        Table orders = new Table(
                x + "orders",
                List.of(id, user),
                List.of(new Key("", true, List.of(x + "id"), Map.of(), "")),
                List.of(new ForeignKey(
                        x + "orders_user",
                        List.of(x + "user_id"),
                        x + "users",
                        List.of(x + "id"),
                        "NO ACTION",
                        "CASCADE",
                        Map.of(),
                        "")),
                List.of(check),
                List.of(index),
                List.of(trigger),
                List.of(new Policy(
                        x + "own",
                        true,
                        "SELECT",
                        List.of(x + "app"),
                        Optional.of(x + "user_id = me()"),
                        Optional.empty(),
                        "")),
                Optional.of(new Partitioning(
                        x + "HASH (id)",
                        List.of(new Partition(x + "p0", x + "bound", List.of(x + "s0"), Map.of(), x + "c")))),
                Optional.empty(),
                List.of(rule),
                Map.of("engine", x + "InnoDB"),
                x + "What was bought");
        Table alone = new Table(
                x + "notes",
                List.of(id),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                "");
        return new Snapshot(
                "postgres",
                "PostgreSQL 18",
                List.of(users, orders, alone),
                List.of(new View(
                        x + "totals",
                        true,
                        x + "SELECT 1",
                        List.of(id),
                        List.of(index),
                        List.of(trigger),
                        List.of(rule),
                        Map.of(),
                        x + "comment of view")),
                List.of(new Sequence(x + "numbers", "bigint", Map.of("start", "1"), x + "comment")),
                List.of(new EnumType(x + "state", List.of(x + "new", x + "paid"), "")),
                List.of(new Domain(
                        x + "email",
                        "text",
                        false,
                        Optional.of(x + "'a'"),
                        Optional.empty(),
                        List.of(check),
                        Map.of(),
                        "")),
                List.of(new CompositeType(x + "address", List.of(id), "")),
                List.of(new Routine("function", x + "me", x + "integer", x + "CREATE FUNCTION me()", Map.of(), "")),
                List.of(new Extension(x + "pgcrypto", x + "1.3", "")),
                List.of(new ScheduledEvent(x + "nightly", x + "EVERY 1 DAY", x + "DELETE", Map.of(), "")),
                List.of(new Other("aggregate", x + "mean", x + "CREATE AGGREGATE")),
                Map.of("collation", x + "C"));
    }

    /** Returns so many tables; each but the first of a group refers to one before it. */
    static Snapshot many(int number, int perGroup) {
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String name = String.format("table_%03d", i);
            List<Column> columns =
                    new ArrayList<>(List.of(column("id", "bigint", ""), column("before_id", "bigint", "")));
            for (int j = 0; j < 12; j++) {
                columns.add(column("value_" + j, "character varying(40)", ""));
            }
            List<ForeignKey> keys = i % perGroup == 0
                    ? List.of()
                    : List.of(new ForeignKey(
                            name + "_before",
                            List.of("before_id"),
                            String.format("table_%03d", i % perGroup > 1 && i % 3 > 0 ? i - 2 : i - 1),
                            List.of("id"),
                            "NO ACTION",
                            "NO ACTION",
                            Map.of(),
                            ""));
            tables.add(new Table(
                    name,
                    columns,
                    List.of(new Key(name + "_pkey", true, List.of("id"), Map.of(), "")),
                    keys,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    ""));
        }
        Snapshot none = Snapshot.empty("postgres", "PostgreSQL 18");
        return new Snapshot(
                none.dialect(),
                none.server(),
                tables,
                none.views(),
                none.sequences(),
                none.enums(),
                none.domains(),
                none.compositeTypes(),
                none.routines(),
                none.extensions(),
                none.events(),
                none.others(),
                none.options());
    }

    private static Column column(String name, String type, String comment) {
        return new Column(
                name,
                type,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                comment);
    }
}
