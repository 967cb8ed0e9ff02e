package io.migrationledger.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The marks of other tools, as those tools define them. */
class SectionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOSE           | +goose Up",
                "GOOSE           | +goose down",
                "GOOSE           | +goose StatementBegin",
                "GOOSE           | +goose NO TRANSACTION",
                "GOOSE           | +goose ENVSUB ON",
                "SQL_MIGRATE     | +migrate Up",
                "SQL_MIGRATE     | +migrate Down notransaction",
                "SQL_MIGRATE     | +migrate StatementEnd",
                "MICRATE         | +micrate Up",
                "DBMATE          | migrate:up",
                "DBMATE          | migrate:down transaction:false",
                "RAMBLER         | rambler up",
                "MYBATIS         | //@UNDO",
                "MYBATIS         | // @UNDO",
                "NODE_PG_MIGRATE | Down Migration",
                "NODE_PG_MIGRATE | ----- down migration",
                "TERN            | -- create above / drop below ----",
                "PLAY            | !Ups",
                "PLAY            | - !Downs",
                "SHMIG           | ==== UP ====",
                "SHMIG           | ==== DOWN ====",
                "ATLAS           | atlas:txtar",
                "LIQUIBASE       | liquibase formatted sql",
                "LIQUIBASE       | liquibase formatted SQL logicalFilePath:x",
                "LIQUIBASE       | changeset mira:1 dbms:oracle",
                "LIQUIBASE       | changeset mira:create-users"
            })
    void isAMark(Sections expected, String text) {
        assertThat(Sections.of(text)).contains(expected);
        assertThat(Sections.of("  " + text + "  ")).contains(expected);
        assertThat(expected.instead().toString()).contains(".down.sql");
    }

    @Test
    void upAndDownAreMarksInThisOrderOnly() {
        Sections.Reader prose = new Sections.Reader();
        assertThat(prose.read(" Down")).isEmpty();
        assertThat(prose.read(" Up")).isEmpty();
        assertThat(prose.read(" upwards")).isEmpty();

        Sections.Reader marks = new Sections.Reader();
        assertThat(marks.read(" Up")).isEmpty();
        assertThat(marks.read(" a comment")).isEmpty();
        assertThat(marks.read(" Down ")).contains(Sections.NODE_SQLITE);
        assertThat(new Sections.Reader().read(" +goose Up")).contains(Sections.GOOSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+goose",
                "+goose Up is what goose writes here",
                "from a file with +goose Up",
                "+goose-like",
                "migrate: up and away",
                "migrate:upwards",
                "migrate the users up",
                "rambler up the hill",
                "// a comment",
                "//UNDO",
                "@UNDO",
                "down migration: see 0001_a.down.sql",
                "Down migration is not possible",
                "up migration",
                "atlas:txmode none",
                "atlas:txtar files are not read",
                "liquibase",
                "from liquibase formatted sql",
                "changeset of last week: adds users",
                "changeset",
                "rollback: drop the table",
                "down",
                "--------",
                "==== Users ====",
                "========",
                "create above the others",
                "!important",
                "- create above / drop below is how tern does it"
            })
    void isProse(String text) {
        assertThat(Sections.of(text)).isEmpty();
    }
}
