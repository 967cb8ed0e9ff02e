package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Case 05: SET ROLE neither locks the ledger out nor reaches the next migration. */
class RolesTest {

    /** An account that has its rights on the database by a role, its default one, or another that it may take. */
    private static final class Accounts implements AutoCloseable {
        private final Bench bench;
        private final String user;
        private final String role;
        private final boolean mariadb;

        Accounts(Bench bench, String ofUser, String ofRole, boolean byDefault) throws SQLException {
            this.bench = bench;
            this.user = "u_" + bench.database.name();
            this.role = "r_" + bench.database.name();
            this.mariadb = bench.route.isMariadb();
            String database = " ON " + bench.database.name() + ".* TO ";
            bench.sql.execute("CREATE ROLE " + role);
            bench.sql.execute(
                    "CREATE USER " + user + " IDENTIFIED " + (mariadb ? "" : "WITH mysql_native_password ") + "BY 'x'");
            bench.sql.execute("GRANT " + ofUser + database + user);
            bench.sql.execute("GRANT " + ofRole + database + role);
            bench.sql.execute("GRANT " + role + " TO " + user);
            if (byDefault) {
                bench.sql.execute("SET DEFAULT ROLE " + role + (mariadb ? " FOR " : " TO ") + user);
            }
        }

        Migrator migrator(String... scripts) {
            Properties login = new Properties();
            login.setProperty("user", user);
            login.setProperty("password", "x");
            return Migrator.of(bench.database.url(bench.route.client()), login)
                    .source(Bench.source(scripts))
                    .onExisting(OnExisting.RUN)
                    .build();
        }

        @Override
        public void close() throws SQLException {
            bench.sql.execute("DROP USER " + user);
            bench.sql.execute("DROP ROLE " + role);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aRoleThatMayNotWriteDoesNotLockTheLedgerOut(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Accounts accounts = new Accounts(bench, "SELECT", "ALL", true)) {
            Migrator migrator = accounts.migrator(
                    "CREATE TABLE a (id INT); SET ROLE NONE; SELECT * FROM a;", "INSERT INTO a VALUES (1);");
            assertThat(migrator.migrate().completed()).hasSize(2);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(bench.rows("SELECT * FROM a")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theScriptsNextStatementHasTheRole(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Accounts accounts = new Accounts(bench, "CREATE, INSERT, SELECT, TRIGGER", "DROP, ALTER", false)) {
            bench.sql.execute("CREATE TABLE a (id INT)");
            bench.sql.execute("CREATE TABLE b (id INT)");
            Migrator migrator = accounts.migrator(
                    "SET ROLE " + accounts.role + "; INSERT INTO a VALUES (1); ALTER TABLE a ADD n INT; DROP TABLE a;",
                    "DROP TABLE b;");
            assertThatThrownBy(migrator::migrate)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("migration default:0002")
                    .hasMessageContaining("denied");
            assertThat(bench.rows("SHOW TABLES LIKE '_'")).containsExactly("b");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aRoleThatIsGoneIsNamed(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Accounts accounts = new Accounts(bench, "ALL", "SELECT", true)) {
            bench.sql.execute("CREATE TABLE a (id INT)");
            // What the account itself could not do, another session does meanwhile.
            String revoke = "REVOKE " + accounts.role + " FROM " + accounts.user;
            Migrator migrator = Migrator.of(bench.database.url(route.client()), login(accounts.user))
                    .source(Bench.source(
                            "SET ROLE NONE; CREATE TABLE c (i INT); INSERT INTO a VALUES (1);",
                            "INSERT INTO a VALUES (2);"))
                    .onExisting(OnExisting.RUN)
                    .listener(new io.migrationledger.MigrationListener() {
                        @Override
                        public void statementDone(
                                io.migrationledger.migration.Migration migration, int number, int of) {
                            if (number == 1 && migration.id().value().equals("0001")) {
                                revoke(bench, revoke);
                            }
                        }
                    })
                    .build();
            assertThatThrownBy(migrator::migrate)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("SET ROLE")
                    .extracting(error -> ((LedgerException) error).code())
                    .isEqualTo(ErrorCode.SESSION_CHANGED);
            assertThat(bench.rows("SELECT * FROM a")).containsExactly("1");
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(bench.rows("SELECT * FROM a")).containsExactly("1", "2");
        }
    }

    private static Properties login(String user) {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", "x");
        return login;
    }

    private static void revoke(Bench bench, String revoke) {
        try {
            bench.sql.execute(revoke);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
