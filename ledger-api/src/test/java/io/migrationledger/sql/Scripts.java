package io.migrationledger.sql;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Splitting for tests. */
final class Scripts {
    private Scripts() {}

    static List<SqlStatement> split(String script, SqlSyntax syntax) {
        List<SqlStatement> statements = new ArrayList<>();
        new SqlSplitter(new StringReader(script), syntax, "V1__test.sql", 1).forEachRemaining(statements::add);
        return statements;
    }

    static List<String> texts(String script, SqlSyntax syntax) {
        return split(script, syntax).stream().map(SqlStatement::text).toList();
    }
}
