package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** What the reading of a script refuses without a server. */
final class RefusedReasons {

    private RefusedReasons() {}

    /** Returns the line and the reason of each statement that is refused. */
    static List<String> of(boolean apart, String script) throws Exception {
        ScriptReading reading = new PostgresRules().reading(apart);
        List<String> refused = new ArrayList<>();
        SqlSplitter statements = new SqlSplitter(new StringReader(script), SqlSyntaxes.POSTGRESQL, "x.sql", 1);
        while (statements.hasNext()) {
            SqlStatement statement = statements.next();
            StatementClass judged = reading.classify(statement);
            if (judged.kind() == StatementKind.REFUSED) {
                refused.add(statement.line() + ": " + judged.reason());
            }
        }
        return refused;
    }
}
