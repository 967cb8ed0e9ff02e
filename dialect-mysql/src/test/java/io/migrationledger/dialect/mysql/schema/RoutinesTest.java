package io.migrationledger.dialect.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.support.CatalogRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the parameters of a routine are said. */
class RoutinesTest {
    private static CatalogRow row(String kind, Map<String, String> parameter) {
        Map<String, String> row =
                new HashMap<>(Map.of("kind", kind, "name", "r", "body", "RETURN 1", "access", "CONTAINS SQL"));
        row.putAll(parameter);
        return new CatalogRow(row);
    }

    private static String definition(CatalogRow... rows) {
        return Routines.of(List.of(rows)).stream()
                .map(Routine::definition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFunctionSaysWhatItGivesBack() {
        assertThat(definition(
                        row("FUNCTION", Map.of("place", "0", "type", "int")),
                        row("FUNCTION", Map.of("place", "1", "mode", "IN", "parameter", "a", "type", "int")),
                        row("FUNCTION", Map.of("place", "2", "mode", "INOUT", "parameter", "b", "type", "int"))))
                .isEqualTo("CREATE FUNCTION `r`(`a` int, INOUT `b` int) RETURNS int\nRETURN 1");
    }

    /** MariaDB 11.8. */
    @Test
    void aParameterHasADefault() {
        assertThat(definition(
                        row(
                                "PROCEDURE",
                                Map.of("place", "1", "mode", "IN", "parameter", "a", "type", "int", "fallback", "5")),
                        row("PROCEDURE", Map.of("place", "2", "mode", "OUT", "parameter", "b", "type", "int"))))
                .isEqualTo("CREATE PROCEDURE `r`(IN `a` int DEFAULT 5, OUT `b` int)\nRETURN 1");
    }
}
