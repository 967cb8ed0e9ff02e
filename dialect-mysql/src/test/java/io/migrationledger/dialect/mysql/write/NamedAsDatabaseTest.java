package io.migrationledger.dialect.mysql.write;

import static io.migrationledger.dialect.mysql.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a view or a default names, whatever the database is called: as a table, a column or an alias is, too. */
class NamedAsDatabaseTest {
    private static final List<String> QUERIES = List.of(
            "SELECT id FROM blog",
            "SELECT blog.id FROM blog JOIN t ON t.id = blog.id",
            "SELECT blog.id, z.id AS other FROM t blog JOIN t z ON z.id = blog.id JOIN other ON other.id = blog.id",
            "SELECT blog.id FROM (SELECT 1 AS id) blog",
            "SELECT COUNT(blog.id) AS n FROM ((SELECT id FROM other) blog JOIN (t JOIN other z ON t.id = z.id) ON t.id = blog.id)",
            "WITH blog AS (SELECT id FROM t) SELECT blog.id FROM blog",
            "SELECT t.blog FROM t",
            "SELECT t.id AS blog, 'blog' AS a, '`blog`.`t`' AS b FROM t JOIN other ON t.id = other.id",
            "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM blog WHERE blog.id = t.blog)",
            "SELECT `a``b`.id AS `c``blog`, `blog`.`id` AS `a``blog``.``t` FROM t AS `a``b` JOIN blog");

    private static List<String> schema(TestServers server) {
        List<String> all = new ArrayList<>(List.of(
                "CREATE TABLE blog (id INT)", "CREATE TABLE t (id INT, blog INT)", "CREATE TABLE other (id INT)"));
        for (int i = 0; i < QUERIES.size(); i++) {
            all.add("CREATE VIEW v" + i + " AS " + QUERIES.get(i));
        }
        if (server == TestServers.MARIADB) {
            all.add("CREATE SEQUENCE s");
            all.add("CREATE TABLE u (id INT DEFAULT NEXT VALUE FOR s, blog INT DEFAULT (LASTVAL(s) + 1),"
                    + " a VARCHAR(80) DEFAULT '`blog`.`s`')");
            all.add("CREATE VIEW w AS SELECT NEXT VALUE FOR s AS n, blog.id FROM t blog");
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void isToldAsInAnyOtherDatabase(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                TestDatabase empty = server.get().newDatabase();
                Connection scratch = database.connect(JdbcClient.MARIADB);
                Connection another = empty.connect(JdbcClient.MARIADB)) {
            String own = database.name();
            // The database's own name cannot be chosen here, so that of the table is.
            List<String> schema =
                    schema(server).stream().map(sql -> sql.replace("blog", own)).toList();
            execute(scratch, schema);
            execute(another, schema);
            Snapshot snapshot = Ledger.of(scratch).snapshot();
            assertThat(snapshot).isEqualTo(Ledger.of(another).snapshot());
            execute(another, List.of("DROP DATABASE " + empty.name(), "CREATE DATABASE " + empty.name()));
            execute(another, List.of("USE " + empty.name()));
            Ledger ledger = Ledger.of(another);
            execute(
                    another,
                    ledger.schemaWriter().orElseThrow().script(ledger.snapshot(), snapshot).statements().stream()
                            .map(SchemaStatement::sql)
                            .toList());
            assertThat(ledger.snapshot()).isEqualTo(snapshot);
        }
    }
}
