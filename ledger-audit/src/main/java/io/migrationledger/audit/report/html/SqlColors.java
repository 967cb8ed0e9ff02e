package io.migrationledger.audit.report.html;

import io.migrationledger.page.Html;
import io.migrationledger.page.Visible;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a script with its keywords, names, texts, numbers and comments in colours: each statement is cut out and read by the
 * dialect's own rules. What cannot be read, and what stands between statements and is no comment (data of COPY, commands of
 * a client), is written as it is.
 */
final class SqlColors {
    private static final Set<String> KEYWORDS = Set.of(
            ("ADD AFTER ALL ALTER ANALYZE AND ANY AS ASC AUTO_INCREMENT AUTOINCREMENT BEFORE BEGIN BETWEEN BIGINT BINARY BLOB"
                            + " BOOLEAN BOTH BY BYTEA CALL CASCADE CASE CAST CHANGE CHAR CHARACTER CHARSET CHECK COLLATE COLUMN"
                            + " COMMENT COMMIT CONCURRENTLY CONFLICT CONSTRAINT COPY CREATE CROSS CURRENT_DATE"
                            + " CURRENT_TIMESTAMP DATABASE DATE DATETIME DECIMAL DECLARE DEFAULT DEFERRABLE DELETE DESC DISTINCT"
                            + " DO DOMAIN DOUBLE DROP EACH ELSE ELSEIF ELSIF END ENGINE ENUM ESCAPE EXCEPT EXCEPTION EXECUTE"
                            + " EXISTS EXPLAIN EXTENSION FALSE FETCH FIRST FLOAT FOR FOREIGN FROM FULL FUNCTION GENERATED GRANT"
                            + " GROUP HAVING IDENTITY IF ILIKE IN INDEX INNER INOUT INSERT INSTEAD INT INTEGER INTERSECT INTERVAL"
                            + " INTO IS JOIN JSON JSONB KEY LANGUAGE LATERAL LEFT LIKE LIMIT LOCK LONGTEXT LOOP MATERIALIZED"
                            + " MEDIUMTEXT MERGE MODIFY NATURAL NEW NOT NULL NUMERIC OF OFFSET OLD ON ONLY OR ORDER OUT OUTER"
                            + " OVER OWNER PARTITION PERFORM PRAGMA PRECISION PRIMARY PRIVILEGES PROCEDURE RAISE REAL RECURSIVE"
                            + " REFERENCES REINDEX RENAME REPLACE RESTRICT RETURN RETURNING RETURNS REVOKE RIGHT ROLE ROLLBACK ROW"
                            + " ROWS SCHEMA SELECT SEQUENCE SERIAL BIGSERIAL SET SIGNAL SMALLINT SOME START STATEMENT STRICT TABLE"
                            + " TABLESPACE TEMP TEMPORARY TEXT THEN TIME TIMESTAMP TIMESTAMPTZ TO TRANSACTION TRIGGER TRUE"
                            + " TRUNCATE TYPE UNION UNIQUE UNSIGNED UPDATE USING UUID VACUUM VALID VALIDATE VALUES VARCHAR VIEW"
                            + " VIRTUAL WHEN WHERE WHILE WINDOW WITH WITHOUT ZONE")
                    .split(" "));

    private final Html html;
    private final SqlSyntax syntax;

    /**
     * Colours scripts of one database.
     *
     * @param database the product, and what follows it
     */
    SqlColors(Html html, String database) {
        this.html = html;
        this.syntax = syntax(database.toLowerCase(Locale.ROOT));
    }

    private static SqlSyntax syntax(String database) {
        if (database.startsWith("postgres")) {
            return SqlSyntaxes.POSTGRESQL;
        }
        if (database.startsWith("mysql")) {
            return SqlSyntaxes.MYSQL;
        }
        return database.startsWith("mariadb") ? SqlSyntaxes.MARIADB : SqlSyntaxes.SQLITE;
    }

    /** Writes a script. */
    void write(String text) {
        String script = Visible.lines(html.hide(text));
        int written = 0;
        int line = 1;
        int lineStart = 0;
        try {
            SqlSplitter statements = new SqlSplitter(script, syntax, "script", 1);
            while (statements.hasNext()) {
                SqlStatement statement = statements.next();
                for (; line < statement.line(); line++) {
                    lineStart = nextLine(script, lineStart);
                }
                int start = lineStart + statement.column() - 1;
                if (!statement.clientCommand() && script.startsWith(statement.text(), start)) {
                    between(script.substring(written, start));
                    statement(statement.text());
                    written = start + statement.text().length();
                }
            }
            between(script.substring(written));
        } catch (SqlSyntaxException e) {
            html.text(script.substring(written)); // colours are for reading: the text is all there without them
        }
    }

    /** A lone carriage return ends a line, too, as the splitter counts them. */
    private static int nextLine(String script, int from) {
        int i = from;
        while (i < script.length() && script.charAt(i) != '\n' && script.charAt(i) != '\r') {
            i++;
        }
        return i + 1;
    }

    private void statement(String text) {
        int written = 0;
        List<SqlToken> tokens = SqlTokens.of(text, syntax);
        for (SqlToken token : tokens) {
            between(text.substring(written, token.offset()));
            String kind = kind(token);
            if (kind.isEmpty()) {
                html.text(token.text());
            } else {
                html.element("span", token.text(), "class", kind);
            }
            written = token.offset() + token.text().length();
        }
        between(text.substring(written));
    }

    private static String kind(SqlToken token) {
        return switch (token.kind()) {
            case WORD -> KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT)) ? "k" : "";
            case QUOTED_IDENTIFIER -> "i";
            case STRING -> "s";
            case NUMBER -> "n";
            case PARAMETER -> "p";
            case SYMBOL -> "";
        };
    }

    /** Writes what is neither a statement nor a token: white space, comments, and what a client reads. */
    private void between(String text) {
        String rest = text.strip();
        boolean comment =
                rest.startsWith("--") || rest.startsWith("/*") || rest.startsWith("#") || rest.startsWith(";");
        if (comment && rest.length() > 1) {
            int start = rest.startsWith(";") ? text.indexOf(';') + 1 : 0;
            html.text(text.substring(0, start)).element("span", text.substring(start), "class", "c");
        } else {
            html.text(text);
        }
    }
}
