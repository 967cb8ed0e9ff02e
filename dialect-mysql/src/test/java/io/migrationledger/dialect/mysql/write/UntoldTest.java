package io.migrationledger.dialect.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Column.Generated;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the model can hold and no statement says is told; what is lost, too. */
class UntoldTest {
    private static final Snapshot NOTHING = Snapshot.empty("mysql", "MySQL 8.0.33");

    private static Snapshot table(Map<String, String> ofTable, Map<String, String> ofColumn) {
        return table(List.of(column("a", "int", Optional.empty(), "", ofColumn)), List.of(), ofTable);
    }

    private static Column column(
            String name, String type, Optional<Generated> generated, String collation, Map<String, String> options) {
        return new Column(
                name,
                type,
                generated.isEmpty(),
                Optional.empty(),
                generated,
                Optional.empty(),
                Optional.of(collation).filter(text -> !text.isEmpty()),
                options,
                "");
    }

    private static Snapshot table(List<Column> columns, List<Index> indexes, Map<String, String> ofTable) {
        Table table = new Table(
                "t",
                columns,
                List.of(),
                List.of(),
                List.of(),
                indexes,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ofTable,
                "");
        return new Snapshot(
                "mysql",
                "MySQL 8.0.33",
                List.of(table),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static SchemaScript script(Snapshot from, Snapshot to) {
        return new MysqlSchemaWriter(false, new Session("", "", "SYSTEM")).script(from, to);
    }

    @Test
    void tellsWhatItHasNoWordsFor() {
        Snapshot strange = table(Map.of("engine", "InnoDB", "colour", "red"), Map.of("taste", "sweet"));
        assertThat(script(NOTHING, strange).unwritten())
                .containsExactlyInAnyOrder("table t: colour = red", "table t, column a: taste = sweet");
        assertThat(script(strange, table(Map.of("engine", "InnoDB"), Map.of())).unwritten())
                .containsExactlyInAnyOrder(
                        "no longer: table t: colour = red", "no longer: table t, column a: taste = sweet");
        assertThat(script(strange, strange).unwritten()).isEmpty();
    }

    @Test
    void tellsWhatIsLost() {
        assertThat(script(table(Map.of(), Map.of()), NOTHING).statements())
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.sql()).isEqualTo("DROP TABLE t");
                    assertThat(statement.loss()).contains("drops table t with its rows");
                });
    }

    private static List<String> losses(Snapshot from, Snapshot to) {
        return script(from, to).statements().stream()
                .flatMap(one -> one.loss().stream())
                .toList();
    }

    /** What differs by nothing but a letter's case may be one key under another collation. */
    @Test
    void tellsThatKeysCanBecomeOne() {
        Index index = new Index(
                "one",
                true,
                "btree",
                List.of(new Index.Part("a", "", false, Map.of())),
                List.of(),
                Optional.empty(),
                true,
                Map.of(),
                "");
        List<Column> exact = List.of(column("a", "varchar(9)", Optional.empty(), "utf8mb4_bin", Map.of()));
        List<Column> loose = List.of(column("a", "varchar(9)", Optional.empty(), "utf8mb4_general_ci", Map.of()));
        assertThat(losses(table(exact, List.of(index), Map.of()), table(loose, List.of(index), Map.of())))
                .containsExactly("can fail where rows of t have the same (a)");
        assertThat(losses(table(exact, List.of(), Map.of()), table(loose, List.of(), Map.of())))
                .isEmpty();
    }

    @Test
    void tellsThatValuesChangeOrAreMissing() {
        Snapshot four = table(List.of(column("a", "binary(4)", Optional.empty(), "", Map.of())), List.of(), Map.of());
        Snapshot eight = table(List.of(column("a", "binary(8)", Optional.empty(), "", Map.of())), List.of(), Map.of());
        assertThat(losses(four, eight))
                .containsExactly("can fail where a value of t.a does not fit binary(8), or changes it");
        Column computed = column("b", "int", Optional.of(new Generated("`a`", true)), "", Map.of());
        Snapshot more =
                table(List.of(column("a", "binary(4)", Optional.empty(), "", Map.of()), computed), List.of(), Map.of());
        assertThat(losses(four, more)).containsExactly("can fail where t.b is computed to be NULL");
    }
}
