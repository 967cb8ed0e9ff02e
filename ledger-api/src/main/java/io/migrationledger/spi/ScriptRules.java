package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.TouchedObject;
import io.migrationledger.sql.TouchedReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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
     * Returns the objects that the statement changes, as its tokens name them: what history shows of it. Reads its tokens,
     * never the database; none where it names none, as a call of a routine does. Asked after {@link #classify}, once for each
     * statement of a pending script. By default the forms that most databases share, names as they are written; where the
     * database folds names that are not quoted, the driver says how ({@link TouchedReader}).
     *
     * @param syntax how the script is read where the statement stands
     */
    default List<TouchedObject> touched(SqlStatement statement, SqlSyntax syntax) {
        return TouchedReader.of(statement.text(), syntax, UnaryOperator.identity());
    }

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
