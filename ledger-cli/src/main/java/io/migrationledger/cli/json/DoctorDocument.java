package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.spi.Finding;
import java.util.List;
import java.util.Optional;

/** What an examination found. */
public final class DoctorDocument {
    private DoctorDocument() {}

    /** Prints it. */
    public static void print(Page page, Exit exit, String url, List<Finding> findings) {
        Document.print(
                page,
                "doctor",
                exit,
                Optional.empty(),
                document -> document.text("url", url)
                        .objects(
                                "findings",
                                findings,
                                (inner, finding) -> inner.text(
                                                "topic", finding.topic().name())
                                        .text("level", finding.level().name())
                                        .text("what", finding.what())
                                        .advice(finding.advice())));
    }
}
