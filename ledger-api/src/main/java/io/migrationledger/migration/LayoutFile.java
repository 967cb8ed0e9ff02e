package io.migrationledger.migration;

import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that a source found, of whatever kind. Confined to the thread that reads the source. */
public final class LayoutFile {
    private final String path;
    private final SqlScript script;
    private @Nullable String head;

    /**
     * Names a file.
     *
     * @param path where it is below the source, with slashes: {@code 2026/0001_create_users.sql}
     * @param script how to read it
     */
    public LayoutFile(String path, SqlScript script) {
        this.path = path;
        this.script = script;
    }

    /** Returns where it is below the source, with slashes. */
    public String path() {
        return path;
    }

    /** Returns how to read it. */
    public SqlScript script() {
        return script;
    }

    /** Returns the file's own name, without its directory. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the directory below the source, with slashes; the empty string for the source's own. */
    public String directory() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Returns where it is, as a person would name it. */
    public String location() {
        return script.location();
    }

    /**
     * Returns the first characters of its text, at least 16 000 where it has so many; read once.
     *
     * @throws LedgerException where it cannot be read or is not UTF-8 as far as it is read for this
     */
    public String head() {
        String known = head;
        if (known == null) {
            known = ScriptScan.headOf(script);
            head = known;
        }
        return known;
    }

    /**
     * Returns its whole text without a byte order mark. For small files that describe others: journals, plans, settings.
     *
     * @throws LedgerException where it cannot be read
     */
    public String text() {
        try (InputStream in = script.open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            Problem problem = ScriptScan.unreadable(script, e);
            throw new LedgerException(
                    problem.code(), problem.what(), LedgerException.NOTHING_CHANGED, problem.advice(), e);
        }
    }

    /**
     * Returns a problem of this file.
     *
     * @param what what is wrong, without the file's name
     * @param next what a person can do
     */
    public Problem problem(ErrorCode code, String what, String next) {
        return problem(code, what, Advice.of(next));
    }

    /** Returns a problem of this file; what a person can do names actions. */
    public Problem problem(ErrorCode code, String what, Advice next) {
        return new Problem(code, Optional.empty(), location() + ": " + what, next);
    }

    /** Returns whether it is named as a script; in any case of letters, so that none is passed over in silence. */
    public boolean isScript() {
        return isScript(path);
    }

    static boolean isScript(String name) {
        return name.regionMatches(true, name.length() - 4, ".sql", 0, 4);
    }

    @Override
    public String toString() {
        return location();
    }
}
