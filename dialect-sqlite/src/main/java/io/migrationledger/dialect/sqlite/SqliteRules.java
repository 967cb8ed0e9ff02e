package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads scripts as a new connection does: foreign keys are off (https://www.sqlite.org/pragma.html#pragma_foreign_keys). */
final class SqliteRules implements ScriptRules {
    @Override
    public Set<Capability> declined() {
        return EnumSet.of(Capability.SCHEMAS);
    }

    @Override
    public List<String> fileVariants() {
        return SqliteDialect.FILE_VARIANTS;
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntaxes.SQLITE;
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        return SqliteClassifier.classify(statement);
    }

    @Override
    public ScriptReading reading(boolean apart) {
        return new SqliteScript(apart, pragma -> false);
    }
}
