package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A row of a table of scripts: what is shown, the script, and the texts it splits into. */
record SplitCase(String behaviour, SqlSyntax syntax, String script, List<String> statements) {

    static SplitCase splits(String behaviour, SqlSyntax syntax, String script, String... statements) {
        return new SplitCase(behaviour, syntax, script, List.of(statements));
    }

    /** One statement with semicolons or odd words in it, between two others. */
    static SplitCase whole(String behaviour, SqlSyntax syntax, String statement) {
        String script = "SELECT 0;\n" + statement + ";\nSELECT 2;";
        return new SplitCase(behaviour, syntax, script, List.of("SELECT 0", statement, "SELECT 2"));
    }

    void verify() {
        assertThat(Scripts.texts(script, syntax)).containsExactlyElementsOf(statements);
    }

    @Override
    public String toString() {
        return syntax.name() + ": " + behaviour;
    }
}
