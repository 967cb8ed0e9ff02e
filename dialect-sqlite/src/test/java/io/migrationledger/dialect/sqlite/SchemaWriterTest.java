package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written leads from one schema to the other: as a migration, and by statements alone. */
class SchemaWriterTest {

    static List<SchemaPairs.Pair> pairs() {
        return SchemaPairs.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leadsThereAndBack(SchemaPairs.Pair pair) throws Exception {
        Snapshot one = built(pair.one());
        Snapshot other = built(pair.other());
        assertThat(one).isNotEqualTo(other);
        try (Connection connection = empty()) {
            execute(connection, pair.one());
            Map<String, String> migrations = new TreeMap<>();
            SchemaWriter writer = Ledger.of(connection).schemaWriter().orElseThrow();
            migrate(connection, migrations, whole(writer.script(one, other)));
            assertThat(Ledger.of(connection).snapshot()).isEqualTo(other);
            migrate(connection, migrations, whole(writer.script(other, one)));
            assertThat(Ledger.of(connection).snapshot()).isEqualTo(one);
        }
        for (Snapshot wanted : List.of(one, other)) {
            try (Connection connection = empty()) {
                SchemaWriter writer = Ledger.of(connection).schemaWriter().orElseThrow();
                execute(
                        connection,
                        whole(writer.script(Snapshot.empty("sqlite", ""), wanted)).stream()
                                .map(SchemaStatement::sql)
                                .toList());
                assertThat(Ledger.of(connection).snapshot()).isEqualTo(wanted);
                assertThat(writer.script(wanted, wanted).statements()).isEmpty();
            }
        }
    }

    @Test
    void triesAtLeastSixtyPairs() {
        assertThat(pairs().stream().map(SchemaPairs.Pair::name).distinct()).hasSizeGreaterThan(60);
    }

    static List<SchemaStatement> whole(SchemaScript script) {
        assertThat(script.unwritten()).isEmpty();
        return script.statements();
    }

    static void migrate(Connection connection, Map<String, String> migrations, List<SchemaStatement> statements) {
        String text = statements.stream().map(one -> one.sql() + ";\n").collect(Collectors.joining());
        migrations.put((1000 + migrations.size()) + "_step.sql", text);
        Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, migrations))
                .onExisting(OnExisting.RUN)
                .build()
                .migrate();
    }

    static Connection empty() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        execute(connection, List.of("PRAGMA foreign_keys = ON"));
        return connection;
    }

    static Snapshot built(List<String> statements) throws SQLException {
        try (Connection connection = empty()) {
            execute(connection, statements);
            return Ledger.of(connection).snapshot();
        }
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
