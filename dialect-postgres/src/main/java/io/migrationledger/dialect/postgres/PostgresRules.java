package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import java.util.List;
import java.util.Set;

/** Reads scripts as a server with its own settings does; {@code standard_conforming_strings} is on since 9.1. */
final class PostgresRules implements ScriptRules {
    private final PostgresClassifier classifier = new PostgresClassifier(SqlSyntaxes.POSTGRESQL);

    @Override
    public Set<Capability> declined() {
        return Set.of();
    }

    @Override
    public List<String> fileVariants() {
        return PostgresDialect.FILE_VARIANTS;
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntaxes.POSTGRESQL;
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        return classifier.classify(statement);
    }

    @Override
    public ScriptReading reading(boolean apart) {
        return new SettingReading(
                new TemporaryReading(ScriptReading.oneByOne(this), classifier, syntax(), apart),
                classifier,
                syntax(),
                apart);
    }
}
