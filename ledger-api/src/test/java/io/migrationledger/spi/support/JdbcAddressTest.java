package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind the address of a wrapper. */
class JdbcAddressTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:aws-wrapper:postgresql://h/d, jdbc:postgresql://h/d",
        "jdbc:p6spy:mysql://h/d, jdbc:mysql://h/d",
        "jdbc:otel:postgresql://h/d, jdbc:postgresql://h/d",
        "jdbc:tc:postgresql:15:///d, jdbc:postgresql:15:///d",
        "jdbc:log4jdbc:mariadb://h/d, jdbc:mariadb://h/d",
        "jdbc-secretsmanager:mysql://h/d, jdbc:mysql://h/d",
        "JDBC:P6SPY:sqlite:x.db, jdbc:sqlite:x.db",
        "jdbc:p6spy:sqlite::memory:, jdbc:sqlite::memory:",
        "jdbc:p6spy:oracle:thin:@h:1521:x, jdbc:oracle:thin:@h:1521:x"
    })
    void isWhatRemainsWithoutIt(String url, String inner) {
        assertThat(JdbcAddress.behind(url)).containsExactly(url, inner);
    }

    @Test
    void oneWrapperMayWrapAnother() {
        assertThat(JdbcAddress.behind("jdbc-secretsmanager:otel:p6spy:mysql://h/d"))
                .containsExactly(
                        "jdbc-secretsmanager:otel:p6spy:mysql://h/d",
                        "jdbc:otel:p6spy:mysql://h/d",
                        "jdbc:p6spy:mysql://h/d",
                        "jdbc:mysql://h/d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d",
                "jdbc:h2:sqlite:x",
                "jdbc:h2:mem:x",
                "jdbc:oracle:thin:@h:1521:x",
                "jdbc:mysql:loadbalance://h/d",
                "jdbc:sqlserver://h:1433;databaseName=mysql:x",
                "jdbc:p6spy://h/d",
                "jdbc:",
                "jdbc",
                "",
                "postgres://h/d",
                "mysql:x:y"
            })
    void anAddressOfADatabaseStandsForItself(String url) {
        assertThat(JdbcAddress.behind(url)).containsExactly(url);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example:5432/shop, db.example:5432",
        "jdbc:mysql://app:secret@db.example/shop, db.example",
        "jdbc:sqlserver://h:1433;databaseName=x, h:1433",
        "jdbc:mariadb://h?user=app, h",
        "jdbc:postgresql://h, h",
        "jdbc:mysql://a@b@h/d, h",
        "jdbc:postgresql:///shop, ''",
        "jdbc:sqlite:x.db, ''",
        "//h/d, h"
    })
    void theServerIsNamedWithoutUserAndPassword(String url, String server) {
        assertThat(JdbcAddress.server(url)).isEqualTo(server);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "jdbc:mariadb:sequential://a:1,b/shop?x=//y,z; jdbc:mariadb://a:1/shop?x=//y,z jdbc:mariadb://b/shop?x=//y,z",
                "jdbc:mysql://a-1.b,c?x=1; jdbc:mysql://a-1.b?x=1 jdbc:mysql://c?x=1",
                "jdbc:mysql:loadbalance://a,b:2; jdbc:mysql://a jdbc:mysql://b:2",
                "jdbc:mysql://a/shop?x=//b,c; jdbc:mysql://a/shop?x=//b,c",
                "jdbc:mysql://address=(host=a)(port=1),b/shop; jdbc:mysql://address=(host=a)(port=1),b/shop",
                "jdbc:mysql://u:p@a,b/shop; jdbc:mysql://u:p@a,b/shop",
                "jdbc:sqlite:a,b; jdbc:sqlite:a,b"
            })
    void eachServerOfAnAddressHasAnAddressOfItsOwn(String url, String each) {
        assertThat(JdbcAddress.each(url)).containsExactly(each.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://host:3306/shop?a=b/c, jdbc:mysql://host:3306/x?a=b/c",
        "jdbc:mariadb://host, jdbc:mariadb://host/x",
        "jdbc:mariadb://host/, jdbc:mariadb://host/x",
        "jdbc:mariadb://host?a=//b, jdbc:mariadb://host/x?a=//b",
        "'jdbc:mysql://address=(host=h)(port=1)/shop', 'jdbc:mysql://address=(host=h)(port=1)/x'",
        "'jdbc:postgresql://a:1,b:2/shop?targetServerType=primary', 'jdbc:postgresql://a:1,b:2/x?targetServerType=primary'",
        "jdbc:postgresql:shop, jdbc:postgresql:x",
        "jdbc:postgresql:shop?user=u, jdbc:postgresql:x?user=u",
        "jdbc:postgresql:///shop, jdbc:postgresql:///x",
        "jdbc:otel:postgresql://[::1]:5432/shop, jdbc:otel:postgresql://[::1]:5432/x"
    })
    void anotherDatabaseOfTheSameServerHasTheSameAddressOtherwise(String url, String other) {
        assertThat(JdbcAddress.withDatabase(url, "x")).isEqualTo(other);
    }
}
