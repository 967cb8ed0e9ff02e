package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.dialect.postgres.write.PostgresSchemaWriter;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From one schema by chance to the next: what is written leads there, and whole. */
class SchemaWalkTest {
    private static final int STEPS = 12;
    private static final int ALL_STEPS = 300;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "POSTGRES_13"})
    void leadsFromEachToTheNext(TestServers server) throws SQLException {
        Random random = new Random(CrashBudget.seed());
        List<String> wrong = new ArrayList<>();
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect()) {
            Snapshot from = built(connection, RandomSchema.of(random));
            for (int step = 0; step < (CrashBudget.exhaustive() ? ALL_STEPS : STEPS); step++) {
                List<String> before = statementsTo(from);
                Snapshot to = built(connection, RandomSchema.of(random));
                SchemaScript script = new PostgresSchemaWriter().script(from, to);
                String told = told(connection, before, script, to);
                if (!told.isEmpty()) {
                    wrong.add("step " + step + ": " + told);
                }
                from = to;
            }
        }
        assertThat(wrong)
                .as("with %s%d", CrashBudget.SEED_PROPERTY, CrashBudget.seed())
                .isEmpty();
    }

    private static List<String> statementsTo(Snapshot schema) {
        return new PostgresSchemaWriter()
                .script(Snapshot.empty(schema.dialect(), schema.server()), schema).statements().stream()
                        .map(SchemaStatement::sql)
                        .toList();
    }

    /** Returns what is wrong with the script, or nothing. */
    private static String told(Connection connection, List<String> before, SchemaScript script, Snapshot to) {
        String text = script.statements().stream().map(SchemaStatement::sql).collect(Collectors.joining(";\n"));
        if (!script.unwritten().isEmpty()) {
            return "unwritten " + script.unwritten();
        }
        try {
            built(connection, before);
            execute(
                    connection,
                    script.statements().stream().map(SchemaStatement::sql).toList());
        } catch (SQLException e) {
            return e.getMessage() + "\nof\n" + String.join(";\n", before) + "\n--\n" + text;
        }
        String reached =
                SchemaWriterTest.sorted(Ledger.of(connection).snapshot()).text();
        String wanted = SchemaWriterTest.sorted(to).text();
        return reached.equals(wanted) ? "" : text + "\nleads to\n" + reached + "\nnot to\n" + wanted;
    }

    private static Snapshot built(Connection connection, List<String> statements) throws SQLException {
        execute(connection, List.of("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"));
        execute(connection, statements);
        return Ledger.of(connection).snapshot();
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
