package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementRulesTest {
    private final StatementRules rules = StatementRules.of(SqlSyntax.standard("standard"))
            .transactional("SELECT|INSERT", "(")
            .selfCommitting("CREATE|DROP")
            .refused("use a plain table", "CREATE ... TEMP|TEMPORARY TABLE")
            .refused("drop them one by one", "DROP ALL")
            .refused("leave it out", "SET AUTOCOMMIT|@")
            .session("SET");

    @Test
    void theFirstWordDecides() {
        assertThat(of("insert INTO t VALUES (1)")).isEqualTo(StatementClass.TRANSACTIONAL);
        assertThat(of("/* DROP ALL */ (SELECT 1)")).isEqualTo(StatementClass.TRANSACTIONAL);
        assertThat(of("drop -- ALL\n table t")).isEqualTo(StatementClass.selfCommitting("DROP commits by itself"));
        assertThat(of("SET x = 1")).isEqualTo(StatementClass.SESSION);
    }

    @Test
    void thePhraseOfMostWordsDecidesWhateverTheOrder() {
        assertThat(of("DROP all OBJECTS")).isEqualTo(StatementClass.refused("drop them one by one"));
        assertThat(of("SET autocommit = 1").kind()).isEqualTo(StatementKind.REFUSED);
        assertThat(of("SET @a = 1").kind()).isEqualTo(StatementKind.REFUSED);
    }

    @Test
    void dotsStandForAnyWordsOrNone() {
        for (String text : new String[] {
            "CREATE TEMP TABLE t (a INT)",
            "CREATE TEMPORARY TABLE t (a INT)",
            "CREATE CACHED LOCAL TEMPORARY TABLE t (a INT)"
        }) {
            assertThat(of(text).kind()).as(text).isEqualTo(StatementKind.REFUSED);
        }
        assertThat(of("CREATE TABLE temp (a INT)").kind()).isEqualTo(StatementKind.SELF_COMMITTING);
        assertThat(of("CREATE TABLE \"TEMP\" (a INT)").kind()).isEqualTo(StatementKind.SELF_COMMITTING);
    }

    @Test
    void whatNoRuleKnowsIsOpaque() {
        assertThat(of("call p()")).isEqualTo(StatementClass.opaque("CALL may commit inside"));
        assertThat(of("\"SELECT\" 1").kind()).isEqualTo(StatementKind.OPAQUE);
        assertThat(of("").kind()).isEqualTo(StatementKind.OPAQUE);
    }

    @Test
    void aClientCommandIsRefused() {
        SqlStatement command = new SqlStatement(1, "SELECT", 1, 1, Optional.empty(), true);
        assertThat(rules.classify(command).kind()).isEqualTo(StatementKind.REFUSED);
    }

    @Test
    void rulesAreNotChangedByThoseMadeFromThem() {
        rules.transactional("CALL");
        assertThat(of("CALL p()").kind()).isEqualTo(StatementKind.OPAQUE);
    }

    private StatementClass of(String text) {
        return rules.classify(new SqlStatement(1, text, 1, 1, Optional.empty()));
    }
}
