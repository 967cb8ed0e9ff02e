package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A reading that may refuse what another one has let pass. What that one has refused is not looked at. */
abstract class FurtherReading implements ScriptReading {
    final PostgresClassifier classifier;
    final SqlSyntax syntax;
    final boolean apart;
    private final ScriptReading before;

    /** @param apart whether each statement has a transaction of its own */
    FurtherReading(ScriptReading before, PostgresClassifier classifier, SqlSyntax syntax, boolean apart) {
        this.before = before;
        this.classifier = classifier;
        this.syntax = syntax;
        this.apart = apart;
    }

    /** Returns why a statement is refused, or empty where it is not. */
    abstract Optional<String> refusal(SqlStatement statement, StatementClass judged);

    @Override
    public final StatementClass classify(SqlStatement statement) throws SQLException {
        StatementClass judged = before.classify(statement);
        if (judged.kind() == StatementKind.REFUSED || statement.clientCommand()) {
            return judged;
        }
        return refusal(statement, judged).map(StatementClass::refused).orElse(judged);
    }

    @Override
    public final List<SqlStatement> hoisted() {
        return before.hoisted();
    }

    @Override
    public final Optional<SqlSyntax> syntaxFromHere() {
        return before.syntaxFromHere();
    }
}
