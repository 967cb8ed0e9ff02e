package io.migrationledger.internal.script;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.TouchedObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A dialect's rules where there is no database, and the name that the ledger's table would have.
 *
 * @param rules the dialect's
 * @param table the table's name, without quotes and schema
 */
public record OfflineRules(ScriptRules rules, String table) implements ScriptRules {
    @Override
    public Set<Capability> declined() {
        return rules.declined();
    }

    @Override
    public List<String> fileVariants() throws SQLException {
        return rules.fileVariants();
    }

    @Override
    public SqlSyntax syntax() throws SQLException {
        return rules.syntax();
    }

    @Override
    public StatementClass classify(SqlStatement statement) throws SQLException {
        return rules.classify(statement);
    }

    @Override
    public List<TouchedObject> touched(SqlStatement statement, SqlSyntax syntax) {
        return rules.touched(statement, syntax);
    }

    @Override
    public ScriptReading reading(boolean apart) throws SQLException {
        return rules.reading(apart);
    }
}
