package io.migrationledger.audit.report;

import io.migrationledger.Ledger;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pictures for a person: {@code -Dtest=ReportLooks -Dreport.pictures=DIRECTORY}. */
class ReportLooks {
    @Test
    void pictures() throws Exception {
        String directory = System.getProperty("report.pictures");
        if (directory == null) {
            return;
        }
        Path into = Files.createDirectories(Path.of(directory));
        try (Connection connection = Histories.memory();
                Browser browser = Browser.open()) {
            Ledger ledger = Histories.shop(connection);
            Path page = into.resolve("report.html");
            Report report = Report.of(ledger, Optional.empty(), Histories.options(), Histories.CLOCK);
            try (Writer out = Files.newBufferedWriter(page)) {
                report.html(out);
            }
            try (Writer out = Files.newBufferedWriter(into.resolve("report.md"))) {
                report.markdown(out);
            }
            for (int width : new int[] {360, 1280}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.show(page, width, dark);
                    browser.whole(into.resolve("report-" + width + (dark ? "-dark" : "-light") + ".png"), width, 3600);
                }
            }
            browser.show(page, 1280, false);
            browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
            browser.run("document.getElementById('migrations').scrollIntoView()");
            browser.whole(into.resolve("report-open.png"), 1280, 6000);
        }
    }
}
