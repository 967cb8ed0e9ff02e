package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.internal.connect.Dialects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drivers that stand before the database's own. */
class WrapperAddressesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "jdbc:aws-wrapper:postgresql://h/d, postgres",
        "jdbc:aws-wrapper:mysql://h/d, mysql",
        "jdbc:aws-wrapper:mariadb://h/d, mysql",
        "jdbc:p6spy:mariadb://h/d, mysql",
        "'jdbc:p6spy:mysql:replication://a,b/d', mysql",
        "'jdbc:otel:postgresql://a,b/d?targetServerType=primary', postgres",
        "'jdbc:postgresql://a,b/d?targetServerType=primary', postgres",
        "'jdbc:mariadb:sequential://a,b/d', mysql",
        "'jdbc:mysql:loadbalance://a,b/d', mysql",
        "jdbc:mysql+srv://service.example/d, mysql",
        "jdbc:mysql+srv:replication://service.example/d, mysql",
        "jdbc:otel:sqlite:x.db, sqlite",
        "jdbc:tc:postgresql:15:///d, postgres",
        "jdbc:tc:mysql:8.0.36:///d, mysql",
        "jdbc-secretsmanager:mysql://h/d, mysql",
        "jdbc:log4jdbc:postgresql://h/d, postgres",
        "jdbc:postgresql:///d?cloudSqlInstance=p:r:i&socketFactory=com.google.cloud.sql.postgres.SocketFactory, postgres",
        "jdbc:mysql:///d?cloudSqlInstance=p:r:i&socketFactory=com.google.cloud.sql.mysql.SocketFactory, mysql"
    })
    void reachTheDialectBehind(String url, String dialect) {
        assertThat(Dialects.forUrl(url).name()).isEqualTo(dialect);
    }

    @Test
    void aDatabaseThatIsNotKnownIsNamedAsTheInnermost() {
        Workplace at = new Workplace(directory).shop();

        assertThat(at.run("migrate", "--url", "jdbc:p6spy:oracle:thin:@h").err())
                .startsWith("ML-1001  no dialect for jdbc:oracle: addresses\n");
    }

    @Test
    void aWrapperWhoseDriverIsMissingIsSaidToBe() {
        Workplace at = new Workplace(directory).shop();

        Workplace.Result result = at.run("migrate", "--url", "jdbc:otel:sqlite:" + at.path("x.db"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("ML-1001  no JDBC driver accepts jdbc:otel: addresses\n")
                .contains("the wrapper's, too");
    }

    @Test
    void theCommandMigratesThroughOne() {
        System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory"); // no log file
        Workplace at = new Workplace(directory).shop();
        String url = "jdbc:p6spy:sqlite:" + at.path("x.db");

        assertThat(at.run("plan", "--url", url).code()).isZero();
        assertThat(Files.exists(at.path("x.db"))).as("looking creates no file").isFalse();
        Workplace.Result migrated = at.run("migrate", "--url", url);
        assertThat(migrated.err()).isEmpty();
        assertThat(migrated.out()).contains("Applied 2 migrations in ");
        assertThat(at.run("rollback", "--url", url).out()).contains("Rolled back 2 migrations in ");
        assertThat(at.run("verify", "--url", url).code()).isZero();
    }
}
