package io.migrationledger.sql;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splitting for tests. */
final class Scripts {
    private Scripts() {}

    static List<SqlStatement> split(String script, SqlSyntax syntax) {
        List<SqlStatement> statements = new ArrayList<>();
        SqlSplitter splitter = new SqlSplitter(new StringReader(script), syntax, "V1__test.sql", 1);
        while (splitter.hasNext()) {
            statements.add(withData(splitter.next()));
        }
        return statements;
    }

    /** Returns the statement with its data held in memory, so that it can be compared. */
    static SqlStatement withData(SqlStatement statement) {
        Optional<CopyData> data = statement.copyData().map(follows -> CopyData.of(text(follows), follows.firstLine()));
        return new SqlStatement(
                statement.number(),
                statement.text(),
                statement.line(),
                statement.column(),
                data,
                statement.clientCommand());
    }

    /** Reads the data to their end. */
    static String text(CopyData data) {
        StringBuilder text = new StringBuilder();
        char[] part = new char[3];
        try {
            Reader reader = data.reader();
            for (int read = reader.read(part); read >= 0; read = reader.read(part)) {
                text.append(part, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static List<String> texts(String script, SqlSyntax syntax) {
        return split(script, syntax).stream().map(SqlStatement::text).toList();
    }
}
