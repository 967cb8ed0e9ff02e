package io.migrationledger.dialect.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.schema.Column;
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
        Column column = new Column(
                "a", "int", true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ofColumn, "");
        Table table = new Table(
                "t",
                List.of(column),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
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
}
