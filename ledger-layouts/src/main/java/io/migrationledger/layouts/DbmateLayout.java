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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * dbmate: {@code 20200101000000_create_users.sql} with {@code -- migrate:up} and {@code -- migrate:down}, each of which
 * may say {@code transaction:false}; what says {@code env:NAME} is refused (<a href="https://github.com/amacneil/dbmate#creating-migrations">its manual</a>).
 * Files run in the order of their names. Only files of the directory itself are migrations.
 *
 * <p>{@link ForeignMigration}: the key is the version's digits as written.
 */
public final class DbmateLayout implements DirectoryLayout {
    private static final Pattern MARK = Pattern.compile("--\\s*migrate:(up|down)(?:\\s+(.*))?");
    private static final String UP = "-- migrate:up";
    private static final String DOWN = "-- migrate:down";

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public String owner() {
        return "dbmate";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        return Marked.first(listing, MARK);
    }

    /** As {@code dbmate new} names it: the time in UTC. */
    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        return Optional.of(Marked.file(wanted.timeAfter(Marked.versions(listing)), wanted, UP, DOWN));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        return ToolOrder.of(
                new Marked(listing, context, this::read).migrations(owner()),
                Comparator.comparing(
                        migration -> migration.foreign().orElseThrow().path()));
    }

    private Optional<LayoutMigration> read(LayoutFile file, FileName name, MigrationId id, LayoutContext context) {
        Halves halves = new Halves(file, context);
        Directives[] how = {Directives.NONE.withoutPlaceholders(), Directives.NONE.withoutPlaceholders()};
        int[] environment = new int[2];
        Lines.forEach(file.script(), (number, text) -> {
            Matcher mark = MARK.matcher(text);
            if (!mark.matches()) {
                halves.line(number, text);
                return;
            }
            boolean up = mark.group(1).equals("up");
            if (up) {
                halves.up(number, UP);
            } else {
                halves.down(number, DOWN);
            }
            String said = mark.group(2);
            int half = up ? 0 : 1;
            for (String option : said == null || said.isBlank()
                    ? new String[0]
                    : said.strip().split("\\s+")) {
                switch (option) {
                    case "transaction:false" -> how[half] = how[half].withoutTransaction();
                    case "transaction:true" -> how[half] = how[half].with(Directives.Transaction.AUTO);
                    default -> {
                        if (option.startsWith("env:")) {
                            environment[half] = number;
                        } else {
                            halves.wrong(number, "unknown option '" + option + "'", "Known: transaction:false.");
                        }
                    }
                }
            }
        });
        return halves.migration(id, UP, (number, text) -> MARK.matcher(text).matches() ? "" : text)
                .map(migration -> environment[0] > 0 ? Refused.up(migration, refused(file, environment[0])) : migration)
                .map(migration ->
                        environment[1] > 0 ? Refused.down(migration, refused(file, environment[1])) : migration)
                .map(migration -> migration
                        .description(name.description())
                        .directives(how[0])
                        .downDirectives(how[1])
                        .foreign(ForeignMigration.of(name(), name.version(), file)));
    }

    private static Problem refused(LayoutFile file, int line) {
        return new Problem(
                UNSUPPORTED_FILE,
                Optional.empty(),
                file.location() + ":" + line
                        + ": dbmate's env:NAME, variables of the environment in a script, is not supported",
                Advice.of(
                        "Take the option out, write '-- ledger: placeholders=replace' below the mark and ${NAME} in place"
                                + " of {{ .NAME }}, and give each its value with ",
                        Action.PLACEHOLDER,
                        "."));
    }
}
