package io.migrationledger.layouts.convert;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is written of a script: the file's own bytes wherever that is the same as what runs.
 *
 * @param text what is written
 * @param standsFor the checksum that it is to count as, or empty where that is its own
 * @param hasPlaceholders whether a placeholder may stand in it
 */
record ScriptText(SqlScript text, Optional<String> standsFor, boolean hasPlaceholders) {
    private static final String BREAK = "--> statement-breakpoint";

    /** Returns what is written of the script that applies a migration. */
    static ScriptText up(Migration migration, boolean always) {
        SqlScript runs = ((MigrationBody.Script) migration.up()).script();
        List<SqlScript> forms = new ArrayList<>(List.of(runs));
        Optional<SqlScript> file = migration.foreign().map(ForeignMigration::file);
        if (file.isPresent()) {
            part(runs, file.get()).ifPresent(forms::add);
            if (isSameButForBreaks(runs, file.get())) {
                forms.add(file.get());
            }
        }
        SqlScript shortest = forms.get(Math.min(1, forms.size() - 1));
        if (always) {
            return new ScriptText(shortest, Optional.empty(), hasPlaceholders(shortest));
        }
        for (SqlScript form : forms) {
            if (Migrations.checksum(form).equals(migration.checksum())) {
                return new ScriptText(form, Optional.empty(), hasPlaceholders(form));
            }
        }
        return new ScriptText(shortest, Optional.of(migration.checksum()), hasPlaceholders(shortest));
    }

    /** Returns what is written of the script that takes a migration back. */
    static Optional<ScriptText> down(Migration migration) {
        return migration.down().map(down -> {
            SqlScript runs = ((MigrationBody.Script) down).script();
            SqlScript text = migration
                    .foreign()
                    .flatMap(foreign -> part(runs, foreign.file()))
                    .orElse(runs);
            return new ScriptText(text, Optional.empty(), hasPlaceholders(text));
        });
    }

    /**
     * Returns the lines of a script that is a part of a file, without those that hold what is not in the part, and without
     * empty ones at both ends; or empty where it is no part.
     */
    private static Optional<SqlScript> part(SqlScript runs, SqlScript file) {
        if (!runs.location().equals(file.location()) || !runs.own().equals(runs)) {
            return Optional.empty();
        }
        BitSet kept = new BitSet();
        BitSet empty = new BitSet();
        int number = 0;
        try (InputStream part = new BufferedInputStream(runs.open());
                InputStream whole = new BufferedInputStream(file.open())) {
            for (byte[] line = KeptLines.next(part); line != null; line = KeptLines.next(part)) {
                number++;
                byte[] other = KeptLines.next(whole);
                if (!isBlank(line)) {
                    kept.set(number);
                } else if (other == null || isBlank(other)) {
                    empty.set(number);
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (kept.isEmpty()) {
            return Optional.of(new KeptLines(runs, kept));
        }
        for (int i = empty.nextSetBit(kept.nextSetBit(0)); i >= 0 && i < kept.length(); i = empty.nextSetBit(i + 1)) {
            kept.set(i);
        }
        return Optional.of(new KeptLines(runs, kept));
    }

    /** Returns whether a file runs as its tool runs it although its breaks are comments: each stands behind a semicolon. */
    private static boolean isSameButForBreaks(SqlScript runs, SqlScript file) {
        boolean ended = true;
        try (InputStream one = new BufferedInputStream(runs.open());
                InputStream other = new BufferedInputStream(file.open())) {
            for (byte[] line = KeptLines.next(other); line != null; line = KeptLines.next(other)) {
                byte[] run = KeptLines.next(one);
                String text = text(line);
                if (run == null || !text(run).equals(text.replace(BREAK, ";"))) {
                    return false;
                }
                int at = text.indexOf(BREAK);
                String before = (at < 0 ? text : text.substring(0, at)).strip();
                if (!before.isEmpty()) {
                    ended = before.endsWith(";");
                }
                if (at >= 0 && (!ended || !text.substring(at + BREAK.length()).isBlank())) {
                    return false;
                }
            }
            return KeptLines.next(one) == null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static boolean hasPlaceholders(SqlScript script) {
        try (InputStream in = new BufferedInputStream(script.open())) {
            for (byte[] line = KeptLines.next(in); line != null; line = KeptLines.next(in)) {
                if (text(line).contains("${")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw unreadable(script, e);
        }
    }

    private static boolean isBlank(byte[] line) {
        return text(line).isBlank();
    }

    private static String text(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    static LedgerException unreadable(SqlScript script, IOException e) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                script.location() + ": cannot be read (" + e.getClass().getSimpleName() + ")",
                LedgerException.NOTHING_CHANGED,
                "Check that the file exists and that this user may read it.",
                e);
    }
}
