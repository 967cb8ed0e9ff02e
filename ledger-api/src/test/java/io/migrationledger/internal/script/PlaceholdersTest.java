package io.migrationledger.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.sql.CopyData;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where <code>${name}</code> is looked for, and what it is not. */
class PlaceholdersTest {
    private static final Placeholders VALUES =
            new Placeholders(true, Map.of("a", "A", "flyway:schema", "F", "x.y-z_1", "X", "größe", "G", "two", "1\n2"));

    private final List<String> missing = new ArrayList<>();

    private String replaced(SqlSyntax syntax, String text) {
        SqlStatement statement = new SqlStatement(1, text, 10, 1, Optional.empty());
        return VALUES.replace(
                        statement,
                        syntax,
                        Map.of(),
                        () -> "here.sql",
                        (name, line) -> missing.add(name + " in line " + line))
                .statement()
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE ${a}           | CREATE TABLE A",
                "SELECT 't_${a}_${a}'        | SELECT 't_A_A'",
                "SELECT \"${a}\", t_${a}.x   | SELECT \"A\", t_A.x",
                "SELECT ${flyway:schema}     | SELECT F",
                "SELECT ${x.y-z_1}           | SELECT X",
                "SELECT ${größe}             | SELECT G",
                "SELECT ${$}{a}, '${$}{b}'   | SELECT ${a}, '${b}'",
                "SELECT 'a${$}'              | SELECT 'a$'",
                "SELECT '$${a}$'             | SELECT '$A$'"
            })
    void areReplacedInWordsStringsAndNames(String text, String expected) {
        for (SqlSyntax syntax :
                List.of(SqlSyntaxes.SQLITE, SqlSyntaxes.POSTGRESQL, SqlSyntaxes.MYSQL, SqlSyntaxes.MARIADB)) {
            assertThat(replaced(syntax, text)).as(syntax.name()).isEqualTo(expected);
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '${\"a\": 1}'",
                "SELECT '${1,2}'",
                "SELECT '${}'",
                "SELECT '${ a }'",
                "SELECT '${a b}'",
                "SELECT '${a'",
                "SELECT '${1a}'",
                "SELECT '${a+1}'",
                "SELECT '${a.b()}'",
                "SELECT '$ {a} {a} $a $$'"
            })
    void whatIsNoNameIsText(String text) {
        assertThat(replaced(SqlSyntaxes.SQLITE, text)).isEqualTo(text);
        assertThat(missing).isEmpty();
    }

    @Test
    void oneWithoutAValueIsToldWithItsLineAndLeftAsItStands() {
        assertThat(replaced(SqlSyntaxes.SQLITE, "SELECT ${b},\n  ${a}, '${c}\n',\r\n ${d}"))
                .isEqualTo("SELECT ${b},\n  A, '${c}\n',\r\n ${d}");
        assertThat(missing).containsExactly("b in line 10", "c in line 11", "d in line 13");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 -- ${a} ${b}       | SELECT 1 -- ${a} ${b}",
                "SELECT /* ${two} */ ${a}    | SELECT /* ${two} */ A",
                "SELECT /*+ ${b} */ ${a}     | SELECT /*+ ${b} */ A",
                "SELECT '-- ${a}'            | SELECT '-- A'",
                "SELECT \"/*\", ${a}, \"*/\" | SELECT \"/*\", A, \"*/\""
            })
    void commentsAreLeftAlone(String text, String expected) {
        for (SqlSyntax syntax : List.of(SqlSyntaxes.SQLITE, SqlSyntaxes.POSTGRESQL, SqlSyntaxes.MARIADB)) {
            assertThat(replaced(syntax, text)).as(syntax.name()).isEqualTo(expected);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void commentsAreThoseOfTheDialect() {
        assertThat(replaced(SqlSyntaxes.MYSQL, "SELECT 1 # ${a}")).isEqualTo("SELECT 1 # ${a}");
        assertThat(replaced(SqlSyntaxes.POSTGRESQL, "SELECT 1 # ${a}")).isEqualTo("SELECT 1 # A");
        assertThat(replaced(SqlSyntaxes.MYSQL, "SELECT 1 --${a}")).isEqualTo("SELECT 1 --A");
        assertThat(replaced(SqlSyntaxes.MYSQL, "SELECT /*!50000 ${a} */ 1")).isEqualTo("SELECT /*!50000 A */ 1");
        assertThat(replaced(SqlSyntaxes.POSTGRESQL, "SELECT /* /* ${a} */ ${a} */ ${a}"))
                .isEqualTo("SELECT /* /* ${a} */ ${a} */ A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT $${a}$$                         | SELECT $${a}$$",
                "SELECT $${b}$$, $${\"a\": 1}$$         | SELECT $${b}$$, $${\"a\": 1}$$",
                "SELECT $$ ${a} $$                      | SELECT $$ A $$",
                "SELECT $$${a}$$                        | SELECT $$A$$",
                "ALTER ROLE r PASSWORD $esc$${a}$esc$   | ALTER ROLE r PASSWORD $esc$A$esc$",
                "SELECT $q$ -- ${a} $q$                 | SELECT $q$ -- A $q$",
                "SELECT $q$ $${a} ${$}{b} $q$           | SELECT $q$ $A ${b} $q$",
                "SELECT ${a}$$ ${a} $$                  | SELECT A$$ A $$",
                "SELECT $1, ${a}, $2                    | SELECT $1, A, $2"
            })
    void aDollarSignOfAQuoteBeginsNoPlaceholder(String text, String expected) {
        assertThat(replaced(SqlSyntaxes.POSTGRESQL, text)).isEqualTo(expected);
        assertThat(missing).isEmpty();
    }

    @Test
    void aClientCommandIsLeftAlone() {
        SqlStatement command = new SqlStatement(1, "\\i '${b}", 1, 1, Optional.empty(), true);

        assertThat(VALUES.replace(
                                command, SqlSyntaxes.POSTGRESQL, Map.of(), () -> "", (name, line) -> missing.add(name))
                        .statement())
                .isSameAs(command);
    }

    @Test
    void dataOfCopyIsLeftAlone() {
        SqlStatement copy =
                new SqlStatement(1, "COPY ${a} FROM stdin", 1, 1, Optional.of(CopyData.of("${a}\t${b}\n", 2)));

        SqlStatement replaced = VALUES.replace(
                        copy, SqlSyntaxes.POSTGRESQL, Map.of(), () -> "", (name, line) -> missing.add(name))
                .statement();
        assertThat(replaced.text()).isEqualTo("COPY A FROM stdin");
        assertThat(replaced.copyData()).contains(CopyData.of("${a}\t${b}\n", 2));
        assertThat(missing).isEmpty();
    }

    @Test
    void nothingIsReplacedWhereThatIsNotWanted() {
        SqlStatement statement = new SqlStatement(1, "SELECT ${b}, ${$}", 1, 1, Optional.empty());

        assertThat(new Placeholders(false, Map.of())
                        .replace(statement, SqlSyntaxes.SQLITE, Map.of(), () -> "", (name, line) -> missing.add(name))
                        .statement())
                .isSameAs(statement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "A1", "x.y", "flyway:schema", "a-b", "größe"})
    void isAName(String name) {
        assertThat(Placeholders.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "-a", ".a", "a b", "a}", "a}b", "$", "a$", "a=b"})
    void isNoName(String name) {
        assertThat(Placeholders.isName(name)).isFalse();
    }

    @Test
    void aValueThatIsAnotherInEveryRunDoesNotChangeWhatLasts() {
        Placeholders.Known known = new Placeholders.Known() {
            @Override
            public Optional<String> value(String name, Supplier<String> location) {
                return Optional.of(name.equals("now") ? "12:00" : location.get());
            }

            @Override
            public boolean changes(String name) {
                return name.equals("now");
            }
        };
        SqlStatement statement = new SqlStatement(1, "SELECT '${now} ${file} ${a}'", 1, 1, Optional.empty());

        Placeholders.Replaced replaced = new Placeholders(true, Map.of("a", "A"), known)
                .replace(statement, SqlSyntaxes.SQLITE, Map.of(), () -> "here.sql", (name, line) -> missing.add(name));
        assertThat(replaced.statement().text()).isEqualTo("SELECT '12:00 here.sql A'");
        assertThat(replaced.lasting()).isEqualTo("SELECT '${now} here.sql A'");
        assertThat(missing).isEmpty();

        Placeholders.Replaced given = new Placeholders(true, Map.of("a", "A", "now", "11:00"), known)
                .replace(statement, SqlSyntaxes.SQLITE, Map.of(), () -> "here.sql", (name, line) -> missing.add(name));
        assertThat(given.lasting()).isEqualTo("SELECT '11:00 here.sql A'");
    }
}
