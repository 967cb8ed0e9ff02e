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
        Around around = new Around();
        Lines.forEach(script, around::line);
        return around.isOne() ? Part.whole(script, around::without) : script;
    }

    /** The lines of BEGIN and of COMMIT or ROLLBACK around a script. */
    private static final class Around {
        private int first;
        private int last;
        private boolean begun;
        private boolean inComment;
        private boolean again;

        void line(int number, String text) {
            if (isPassedOver(text.strip())) {
                return;
            }
            boolean begins = BEGIN.matcher(text).matches();
            if (begun) {
                again |= begins && text.contains(";"); // without one it begins a block in a routine
            } else if (begins) {
                first = number;
            }
            begun = true;
            if (!SEMICOLON.matcher(text).matches()) {
                last = END.matcher(text).matches() ? number : 0;
            }
        }

        /** Returns whether a line is no statement: comments of every database, and commands of psql. */
        private boolean isPassedOver(String line) {
            if (inComment || (line.startsWith("/*") && !line.startsWith("/*!"))) {
                int end = line.indexOf("*/", inComment ? 0 : 2);
                inComment = end < 0;
                return end < 0 || end + 2 == line.length();
            }
            return line.isEmpty() || line.startsWith("--") || line.startsWith("#") || line.startsWith("\\");
        }

        /** Returns whether one transaction is around the whole script; of several each has to stay. */
        boolean isOne() {
            return first > 0 && last > 0 && !again;
        }

        String without(int number, String text) {
            return number == first || number == last ? "" : text;
        }
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
