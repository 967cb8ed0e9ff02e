package io.migrationledger.layouts;

import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A script and the one that verifies what it did, behind it; what the second one writes is taken back. */
final class Verified {
    /** The semicolon may stand in the next line. */
    private static final Pattern BEGIN = Pattern.compile(
            "\\s*(?:BEGIN|START(?=\\s+TRANSACTION))(?:\\s+(?:WORK|TRANSACTION))?\\s*;?\\s*(?:--.*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern END = Pattern.compile(
            "\\s*(?:COMMIT|ROLLBACK|END)(?:\\s+(?:WORK|TRANSACTION))?\\s*;?\\s*(?:--.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEMICOLON = Pattern.compile("\\s*;\\s*(?:--.*)?");

    private Verified() {}

    static SqlScript of(SqlScript deploy, SqlScript verify) {
        return new Joined(
                deploy,
                List.of(
                        withoutTransaction(deploy),
                        new Statement(verify, "SAVEPOINT sqitch_verify"),
                        withoutTransaction(verify),
                        new Statement(verify, "ROLLBACK TO SAVEPOINT sqitch_verify")));
    }

    /** Takes BEGIN and COMMIT or ROLLBACK out that stand around a script: the ledger's transaction is around both. */
    private static SqlScript withoutTransaction(SqlScript script) {
        int[] first = new int[1];
        int[] last = new int[1];
        boolean[] statements = new boolean[1];
        Lines.forEach(script, (number, text) -> {
            if (text.isBlank() || text.strip().startsWith("--")) {
                return;
            }
            if (!statements[0] && BEGIN.matcher(text).matches()) {
                first[0] = number;
            }
            statements[0] = true;
            if (!SEMICOLON.matcher(text).matches()) {
                last[0] = END.matcher(text).matches() ? number : 0;
            }
        });
        boolean enclosed = first[0] > 0 && last[0] > 0;
        return enclosed
                ? Part.whole(script, (number, text) -> number == first[0] || number == last[0] ? "" : text)
                : script;
    }

    private record Statement(SqlScript near, String text) implements SqlScript {
        @Override
        public String location() {
            return near.location();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
