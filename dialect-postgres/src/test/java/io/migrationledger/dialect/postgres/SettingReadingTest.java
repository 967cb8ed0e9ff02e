package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a SELECT sets, and a run could not set again that goes on behind it. */
class SettingReadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('a.b', c, false) FROM t;\nINSERT INTO t DEFAULT VALUES;\nVACUUM t;",
                "SELECT set_config('a.b', 'c', false), f();\n\nCREATE INDEX CONCURRENTLY ON t (c);\nVACUUM t;",
                "SELECT f(set_config('a.b', 'c', is_local => false));\n\nVACUUM t;",
                "WITH x AS (SELECT 1) SELECT pg_catalog.set_config('a.b', 'c', 1 > 2) FROM x;\n\nVACUUM t;",
            })
    void isRefusedWhereTheScriptIsCommittedBehindIt(String script) throws Exception {
        assertThat(RefusedReasons.of(false, script))
                .singleElement()
                .asString()
                .startsWith("3: What line 1 sets by set_config ")
                .contains("SELECT set_config('…', '…', false);");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('a.b', c, false) FROM t; INSERT INTO t DEFAULT VALUES;",
                "SELECT set_config('a.b', c, true) FROM t; VACUUM t;",
                "SELECT set_config('a.b', 'c', false), set_config('a.d', 'e', false); VACUUM t;",
                "SELECT 'set_config(1)', \"set_config\" FROM t; VACUUM t;",
                "VACUUM t; SELECT set_config('a.b', c, false) FROM t; INSERT INTO t DEFAULT VALUES;",
                "SELECT set_config('a.b', c, false) FROM t; RESET ALL; VACUUM t;",
                "SELECT set_config('a.b', c, false) FROM t; DISCARD ALL; VACUUM t;",
                "CREATE VIEW v AS SELECT set_config('a.b', c, false) FROM t; VACUUM t;",
            })
    void isNotWhereNothingIsLost(String script) throws Exception {
        assertThat(RefusedReasons.of(false, script)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t DEFAULT VALUES", "VACUUM t", "CALL p()"})
    void withTransactionNoneEachStatementIsCommitted(String behind) throws Exception {
        assertThat(RefusedReasons.of(true, "SELECT set_config('a.b', c, false) FROM t;\n\n" + behind + ";\nSELECT 1;"))
                .singleElement()
                .asString()
                .startsWith("3: What line 1 sets by set_config ");
    }
}
