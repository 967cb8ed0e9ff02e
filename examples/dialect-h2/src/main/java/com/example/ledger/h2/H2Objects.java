package com.example.ledger.h2;

import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.support.CatalogProbe;
import io.migrationledger.spi.support.CatalogView;
import io.migrationledger.spi.support.DdlStatement;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a self-committing statement names, as {@code INFORMATION_SCHEMA} shows it ({@code SCRIPT} would commit). Where H2
 * has to copy a table to alter it, a crash can leave the copy behind, half filled, beside the table as it was:
 * {@code T_COPY_4_0}. A fingerprint names the copies that were there before, and the probe drops any other.
 */
record H2Objects(JdbcSql sql, CatalogProbe catalog) {
    private static final Set<String> MOVING = Set.of("LAST_MODIFICATION", "ROW_COUNT_ESTIMATE", "SELECTIVITY");
    private static final Set<String> NEXT_KEYS = Set.of("BASE_VALUE", "IDENTITY_BASE");

    static H2Objects of(JdbcSql sql) {
        return new H2Objects(sql, new CatalogProbe(sql, H2Objects::views, H2Statements.REPEATABLE, MOVING, NEXT_KEYS));
    }

    String fingerprint(DdlStatement statement) throws SQLException {
        return String.join("\n", catalog.fingerprint(statement), String.join("\n", copies(statement)));
    }

    Verdict probe(DdlStatement statement, String before) throws SQLException {
        List<String> known = before.lines().toList();
        Verdict verdict = catalog.verdict(statement, known.get(0));
        if (verdict instanceof Verdict.DidNotHappen) {
            for (String copy : copies(statement)) {
                if (!known.contains(copy)) {
                    sql.execute("DROP TABLE " + copy);
                }
            }
        }
        return verdict;
    }

    private List<String> copies(DdlStatement statement) throws SQLException {
        List<String> copies = new ArrayList<>();
        for (ObjectName name : statement.names()) {
            copies.addAll(sql.values(
                    "SELECT QUOTE_IDENT(TABLE_SCHEMA) || '.' || QUOTE_IDENT(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES"
                            + " WHERE UPPER(REGEXP_REPLACE(TABLE_NAME, '_COPY_[0-9]+_[0-9]+$', '')) = UPPER(?1)"
                            + " AND UPPER(TABLE_NAME) <> UPPER(?1)"
                            + " AND UPPER(TABLE_SCHEMA) = UPPER(COALESCE(NULLIF(?2, ''), CURRENT_SCHEMA))",
                    name.name(),
                    name.schema()));
        }
        return copies;
    }

    private static List<CatalogView> views(String kind) {
        return switch (kind) {
            case "ALIAS", "AGGREGATE" -> CatalogView.standard("FUNCTION");
            case "INDEX" -> List.of(new CatalogView("INFORMATION_SCHEMA.INDEXES", "INDEX_NAME", "INDEX_SCHEMA"));
            case "USER", "ROLE" -> List.of(CatalogView.ofKind(kind).withoutSchema());
            default -> CatalogView.standard(kind, "INDEXES", "INDEX_COLUMNS");
        };
    }
}
