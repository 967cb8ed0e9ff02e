package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * AU-40. The whole report of one history, as it is kept in {@code src/test/resources/report}; {@code
 * -Dledger.golden.write=true} writes it there anew.
 */
class ReportGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"shop.html", "shop.md"})
    void itIsTheOneThatWasLookedAt(String name) throws Exception {
        try (Connection connection = Histories.memory()) {
            Report report =
                    Report.of(Histories.shop(connection), Optional.empty(), Histories.options(), Histories.CLOCK);
            BiConsumer<Report, StringBuilder> form = name.endsWith(".md") ? Report::markdown : Report::html;
            StringBuilder text = new StringBuilder();
            form.accept(report, text);
            String normal = text.toString().replaceAll("SQLite [0-9.]+", "SQLite VERSION");
            Path kept = Path.of("src/test/resources/report", name);
            if (Boolean.getBoolean("ledger.golden.write")) {
                Files.createDirectories(kept.getParent());
                Files.writeString(kept, normal);
            }
            assertThat(normal).isEqualTo(Files.readString(kept));
        }
    }
}
