package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SplitCase.whole;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dollar quotes, and dollar signs that are none. */
class DollarQuotesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                splits(
                        "an empty tag",
                        POSTGRESQL,
                        "DO $$ BEGIN a; END $$; SELECT 1",
                        "DO $$ BEGIN a; END $$",
                        "SELECT 1"),
                splits("a tag", POSTGRESQL, "SELECT $a$;$b$;$$;$a$; SELECT 1", "SELECT $a$;$b$;$$;$a$", "SELECT 1"),
                splits(
                        "a tag's case counts",
                        POSTGRESQL,
                        "SELECT $a$;$A$;$a$; SELECT 1",
                        "SELECT $a$;$A$;$a$",
                        "SELECT 1"),
                splits(
                        "a tag with digits, underscores and letters beyond ASCII",
                        POSTGRESQL,
                        "SELECT $_1é$;$_1$;$_1é$; SELECT 1",
                        "SELECT $_1é$;$_1$;$_1é$",
                        "SELECT 1"),
                splits(
                        "a closing tag directly after a dollar sign",
                        POSTGRESQL,
                        "SELECT $a$ ; $$a$; SELECT $$ $a $$; SELECT 1",
                        "SELECT $a$ ; $$a$",
                        "SELECT $$ $a $$",
                        "SELECT 1"),
                splits(
                        "a closing tag directly after a half of one",
                        POSTGRESQL,
                        "SELECT $ab$;$a$ab$; SELECT 1",
                        "SELECT $ab$;$a$ab$",
                        "SELECT 1"),
                splits(
                        "quotes and comments inside are text",
                        POSTGRESQL,
                        "SELECT $$it's /* -- \" $$; SELECT 1",
                        "SELECT $$it's /* -- \" $$",
                        "SELECT 1"),
                splits(
                        "a parameter is no quote",
                        POSTGRESQL,
                        "SELECT $1; SELECT $1, $2; SELECT $1$$;$$",
                        "SELECT $1",
                        "SELECT $1, $2",
                        "SELECT $1$$;$$"),
                splits(
                        "a dollar sign inside an identifier is no quote",
                        POSTGRESQL,
                        "SELECT a$b$c; SELECT a$$; SELECT b$$ FROM a$b$; SELECT 1",
                        "SELECT a$b$c",
                        "SELECT a$$",
                        "SELECT b$$ FROM a$b$",
                        "SELECT 1"),
                splits(
                        "an empty quote",
                        POSTGRESQL,
                        "SELECT $$$$; SELECT $a$$a$; SELECT 1",
                        "SELECT $$$$",
                        "SELECT $a$$a$",
                        "SELECT 1"),
                splits(
                        "dollar signs are nothing special",
                        SQLITE,
                        "SELECT $a; SELECT $a$b; SELECT a$b; SELECT '$$'; SELECT 1",
                        "SELECT $a",
                        "SELECT $a$b",
                        "SELECT a$b",
                        "SELECT '$$'",
                        "SELECT 1"),
                splits(
                        "dollar signs are letters",
                        MYSQL,
                        "SELECT $$; SELECT $a$; SELECT a$b$c; SELECT 1",
                        "SELECT $$",
                        "SELECT $a$",
                        "SELECT a$b$c",
                        "SELECT 1"),
                whole(
                        "a dollar quote after AS",
                        MYSQL,
                        "CREATE FUNCTION f() RETURNS INT LANGUAGE JAVASCRIPT AS $mle$ let a = 1; return a; $mle$"),
                whole(
                        "a routine in a dollar quote with blocks",
                        POSTGRESQL,
                        "CREATE FUNCTION begin() RETURNS trigger AS $$ BEGIN IF a THEN b; END IF; END $$ LANGUAGE plpgsql"));
    }
}
