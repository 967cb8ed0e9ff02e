package io.migrationledger.spi.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The canonical text of a snapshot: kept for years, so that it must not change by itself. */
class SnapshotTextTest {
    private static Column column(String name) {
        return new Column(
                name,
                "int",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "");
    }

    private static Table table(String name, Column... columns) {
        return new Table(
                name,
                List.of(columns),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of("b", "2", "a", "1"),
                "");
    }

    private static Snapshot snapshot(String server, List<Table> tables) {
        return new Snapshot(
                "any",
                server,
                tables,
                List.of(),
                List.of(new Sequence("s", "bigint", Map.of("owned by", "t.a"), "")),
                List.of(new EnumType("mood", List.of("", "so"), "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Other("x", "y", "z\n")),
                Map.of());
    }

    @Test
    void isWrittenAsItWasInTheFirstVersion() {
        assertThat(snapshot("Any 1", List.of(table("t", column("b"), column("a"))))
                        .text())
                .isEqualTo(
                        "{\"format\":1,\"dialect\":\"any\",\"server\":\"Any 1\",\"tables\":[{\"name\":\"t\",\"columns\":["
                                + "{\"name\":\"b\",\"type\":\"int\",\"nullable\":true},{\"name\":\"a\",\"type\":\"int\",\"nullable\":true}],"
                                + "\"options\":{\"a\":\"1\",\"b\":\"2\"}}],\"sequences\":[{\"name\":\"s\",\"type\":\"bigint\","
                                + "\"options\":{\"owned by\":\"t.a\"}}],\"enums\":[{\"name\":\"mood\",\"values\":[\"\",\"so\"]}],"
                                + "\"others\":[{\"kind\":\"x\",\"name\":\"y\",\"definition\":\"z\\n\"}]}");
    }

    @Test
    void readsBackAsItWas() {
        Snapshot snapshot = snapshot("Any 1", List.of(table("t", column("b")), table("s")));
        assertThat(Snapshot.parse(snapshot.text())).isEqualTo(snapshot);
        assertThat(Snapshot.parse(Snapshot.empty("any", "").text())).isEqualTo(Snapshot.empty("any", ""));
    }

    @Test
    void hasAHashThatNeitherTheOrderNorTheServerChanges() {
        String hash = snapshot("Any 1", List.of(table("t"), table("s"))).hash();
        assertThat(snapshot("Any 2", List.of(table("s"), table("t"))).hash()).isEqualTo(hash);
        assertThat(snapshot("Any 1", List.of(table("s"))).hash()).isNotEqualTo(hash);
    }

    @Test
    void leavesOutWhatBelongsToATableThatIsLeftOut() {
        Snapshot rest = snapshot("", List.of(table("t"), table("u")))
                .without(item -> item.name().equals("t"));
        assertThat(rest.items().map(SchemaItem::name)).containsExactly("u", "mood", "y");
    }

    @Test
    void refusesTextsThatItDoesNotKnow() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"format\":2}",
                "{\"format\":1,\"more\":\"x\"}",
                "{\"format\":1,\"tables\":[\"t\"]}",
                "{\"format\":1,\"tables\":{}}",
                "{\"format\":1,\"tables\":[{\"partitioning\":\"x\"}]}")) {
            assertThatThrownBy(() -> Snapshot.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
