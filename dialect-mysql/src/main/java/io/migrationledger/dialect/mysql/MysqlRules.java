package io.migrationledger.dialect.mysql;

import io.migrationledger.dialect.mysql.server.Server;
import io.migrationledger.dialect.mysql.statement.MysqlReading;
import io.migrationledger.dialect.mysql.statement.OwnDatabase;
import io.migrationledger.dialect.mysql.statement.SqlModes;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads scripts as a server with its own {@code sql_mode} does, which has neither ANSI_QUOTES nor NO_BACKSLASH_ESCAPES
 * (https://dev.mysql.com/doc/refman/8.0/en/sql-mode.html, https://mariadb.com/kb/en/sql-mode/).
 */
public final class MysqlRules implements ScriptRules {
    private final Server server;
    private @Nullable MysqlReading single;

    private MysqlRules(Server server) {
        this.server = server;
    }

    /** Returns the rules of the oldest server that is supported; empty where the name is another one's. */
    static Optional<ScriptRules> of(String product) {
        return switch (product) {
            case "mysql" -> Optional.of(new MysqlRules(Server.of("8.0.0")));
            case "mariadb" -> Optional.of(new MysqlRules(Server.of("10.6.0-MariaDB")));
            default -> Optional.empty();
        };
    }

    @Override
    public Set<Capability> declined() {
        return server.declined();
    }

    @Override
    public List<String> fileVariants() {
        return server.fileVariants();
    }

    @Override
    public SqlSyntax syntax() {
        return server.syntax();
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        if (single == null || statement.number() == 1) {
            single = begun(false);
        }
        return single.classify(statement);
    }

    @Override
    public ScriptReading reading(boolean apart) {
        return begun(apart);
    }

    private MysqlReading begun(boolean apart) {
        return new MysqlReading(SqlModes.syntax(syntax(), ""), "", "", OwnDatabase.UNKNOWN, apart, seen -> {});
    }
}
