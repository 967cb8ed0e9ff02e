package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.FileName;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * goose: {@code 00001_create_users.sql} with {@code -- +goose Up} and {@code -- +goose Down}, {@code StatementBegin},
 * {@code StatementEnd} and {@code NO TRANSACTION} (<a
 * href="https://pressly.github.io/goose/documentation/annotations/">its manual</a>). {@code ENVSUB ON}, which puts
 * variables of the environment into scripts, is refused. Only files of the directory itself are migrations.
 *
 * <p>{@link ForeignMigration}: the key is the version as goose records it, a number without leading zeros.
 */
public final class GooseLayout implements DirectoryLayout {
    private static final Pattern MARK = Pattern.compile("--\\s*\\+goose\\s+(.*?)\\s*", Pattern.CASE_INSENSITIVE);
    private static final String UP = "-- +goose Up";
    private static final String DOWN = "-- +goose Down";

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public String owner() {
        return "goose";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        return Marked.first(listing, MARK);
    }

    /** As {@code goose create} names it: the time in UTC, or one more than the others where they are counted. */
    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        List<String> versions = Marked.versions(listing);
        String version = wanted.versionAfter(versions).orElseGet(() -> wanted.timeAfter(versions));
        return Optional.of(Marked.file(version, wanted, UP, DOWN));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        return new Marked(listing, context, this::read).migrations(owner());
    }

    private Optional<LayoutMigration> read(LayoutFile file, FileName name, MigrationId id, LayoutContext context) {
        Halves halves = new Halves(file, context);
        boolean[] alone = new boolean[1];
        int[] envsub = new int[1];
        Lines.forEach(file.script(), (number, text) -> {
            switch (mark(text)) {
                case "" -> halves.line(number, text);
                case "up" -> halves.up(number, UP);
                case "down" -> halves.down(number, DOWN);
                case "no transaction" -> {
                    alone[0] = true;
                    halves.line(number, "");
                }
                case "statementbegin", "statementend", "envsub off" -> halves.line(number, text);
                case "envsub on" -> {
                    envsub[0] = number;
                    halves.line(number, "");
                }
                default ->
                    halves.wrong(number, "'" + text.strip() + "' is no mark of goose", "Look for a slip of the pen.");
            }
        });
        Directives how = Directives.NONE.withoutPlaceholders();
        return halves.migration(id, UP, (number, text) -> withoutMark(text))
                .map(migration -> envsub[0] > 0 ? refused(migration, file, envsub[0]) : migration)
                .map(migration -> migration
                        .description(name.description())
                        .directives(alone[0] ? how.withoutTransaction() : how)
                        .foreign(ForeignMigration.of(name(), name.version().replaceFirst("^0+(?=.)", ""), file)));
    }

    private static LayoutMigration refused(LayoutMigration migration, LayoutFile file, int line) {
        Problem problem = new Problem(
                UNSUPPORTED_FILE,
                Optional.empty(),
                file.location() + ":" + line
                        + ": goose's ENVSUB, variables of the environment in a script, is not supported",
                Advice.of(
                        "Take the mark out, write '-- ledger: placeholders=replace' below '-- +goose Up', and give each"
                                + " ${NAME} its value with ",
                        Action.PLACEHOLDER,
                        "."));
        return Refused.down(Refused.up(migration, problem), problem);
    }

    /** Returns the word of a mark in lower case, or the empty string where a line is none. */
    private static String mark(String line) {
        var matcher = MARK.matcher(line);
        return matcher.matches()
                ? matcher.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s+", " ")
                        .replace("envsubst", "envsub")
                : "";
    }

    /** A statement ends with its mark, with a semicolon or without. */
    private static String withoutMark(String line) {
        String mark = mark(line);
        return mark.isEmpty() ? line : mark.equals("statementend") ? ";" : "";
    }
}
