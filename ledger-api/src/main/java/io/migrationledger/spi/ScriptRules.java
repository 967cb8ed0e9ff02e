package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** How a database reads scripts: what can be said of a script before it runs. Confined to one thread. */
public interface ScriptRules {

    /** Returns what this database cannot do. */
    Set<Capability> declined();

    /**
     * Returns the names that mark this database's variants of a file, the most specific first. Asked only where {@link
     * Dialect#fileVariants()} is empty, or where there is no database; by default there are none.
     */
    default List<String> fileVariants() throws SQLException {
        return List.of();
    }

    /** Returns how scripts are split into statements; may depend on the settings of a session. */
    SqlSyntax syntax() throws SQLException;

    /** Returns how the statement relates to transactions. Reads its tokens, never the database. */
    StatementClass classify(SqlStatement statement) throws SQLException;

    /**
     * Begins to read a script, whose statements are classified in their order. By default each is judged by itself, by
     * {@link #classify}.
     *
     * @param apart whether each statement of the script has a transaction of its own ({@code transaction=none})
     */
    default ScriptReading reading(boolean apart) throws SQLException {
        return ScriptReading.oneByOne(this);
    }
}
