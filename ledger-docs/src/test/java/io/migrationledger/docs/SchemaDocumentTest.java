package io.migrationledger.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.schema.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of schemas that no database made. */
class SchemaDocumentTest {
    static String html(Snapshot snapshot) {
        StringBuilder out = new StringBuilder();
        SchemaDocument.of(snapshot, new LastChanges(), DocumentOptions.DEFAULTS).html(out);
        return out.toString();
    }

    static String markdown(Snapshot snapshot) {
        StringBuilder out = new StringBuilder();
        SchemaDocument.of(snapshot, new LastChanges(), DocumentOptions.DEFAULTS).markdown(out);
        return out.toString();
    }

    /** SD-2. {@code -Dledger.golden.write=true} writes it anew. */
    @ParameterizedTest
    @ValueSource(strings = {"schema.html", "schema.md"})
    void itIsTheOneThatWasLookedAt(String name) throws Exception {
        Snapshot snapshot = Schemas.everything("");
        String text = name.endsWith(".md") ? markdown(snapshot) : html(snapshot);
        Path kept = Path.of("src/test/resources/schema", name);
        if (Boolean.getBoolean("ledger.golden.write")) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, text);
        }
        assertThat(text).isEqualTo(Files.readString(kept));
    }

    /** SD-2. */
    @Test
    void theSameSchemaGivesTheSameBytes() {
        Snapshot once = Schemas.many(60, 20);
        assertThat(html(Snapshot.parse(once.text()))).isEqualTo(html(once));
        assertThat(html(once)).doesNotContain(" UTC");
        StringBuilder dated = new StringBuilder();
        SchemaDocument.of(
                        once,
                        new LastChanges(),
                        new DocumentOptions(
                                Optional.of("shop"), Optional.of(Instant.parse("2026-03-01T12:00:00Z")), text -> text))
                .html(dated);
        assertThat(dated).contains("2026-03-01 12:00:00 UTC", "Schema of shop");
    }

    /** SD-3. 300 tables in one go: each has a box and an article, and large groups show their keys alone. */
    @Test
    void manyTables() {
        String html = html(Schemas.many(300, 10));
        assertThat(html.split("class=\"box\"", -1)).hasSize(301);
        assertThat(html.split("<article ", -1)).hasSize(301);
        assertThat(html.split("class=\"line\"", -1)).hasSize(271);
        assertThat(html.split("<figure ", -1)).hasSize(31);
        assertThat(html).contains("Group 30: ").doesNotContain("and 12 more");
        String oneGroup = html(Schemas.many(300, 300));
        assertThat(oneGroup.split("class=\"box\"", -1)).hasSize(301);
        assertThat(oneGroup.split("class=\"line\"", -1)).hasSize(300);
        assertThat(oneGroup.split(">and 12 more<", -1)).hasSize(300);
    }

    /** SD-3. */
    @Test
    void anEmptySchemaSaysSo() {
        Snapshot none = Snapshot.empty("sqlite", "SQLite 3");
        assertThat(html(none)).contains("The schema holds nothing.", "The schema has no tables.");
        assertThat(markdown(none)).isEqualTo("# Schema\n\n`SQLite 3`\n\n");
    }

    /** SD-4. What others wrote is hidden before it is cut, and never HTML. */
    @Test
    void secretsAreHidden() {
        StringBuilder out = new StringBuilder();
        SchemaDocument.of(
                        Schemas.everything("a-very-long-secret-that-no-box-has-room-for"),
                        new LastChanges(),
                        new DocumentOptions(
                                Optional.empty(),
                                Optional.empty(),
                                text -> text.replace("a-very-long-secret-that-no-box-has-room-for", "***")))
                .html(out);
        assertThat(out).doesNotContain("a-very-long").contains("***orders");
    }
}
