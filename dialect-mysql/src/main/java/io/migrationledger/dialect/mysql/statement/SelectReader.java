package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlSyntax;
import java.util.Locale;

/** SELECT: harmless, but for what it may write and for the ledger's own lock. */
public final class SelectReader {

    private SelectReader() {}

    static Reading read(String text, SqlSyntax syntax) {
        String upper = text.toUpperCase(Locale.ROOT);
        boolean file = upper.contains("OUTFILE") || upper.contains("DUMPFILE");
        if (file) {
            Words words = Words.of(text, syntax);
            while (words.seek("INTO")) {
                if (words.at("OUTFILE") || words.at("DUMPFILE")) {
                    return new Reading(
                            io.migrationledger.spi.StatementClass.selfCommitting(
                                    "a file is outside of any transaction"),
                            Effect.UNKNOWABLE,
                            java.util.List.of(),
                            "it writes a file on the server, which may be there in part");
                }
            }
        }
        return Reading.transactional();
    }
}
