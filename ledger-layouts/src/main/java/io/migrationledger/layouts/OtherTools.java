package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Directories of tools that are not read; each is named once, whatever the number of its files, with what to do. */
public final class OtherTools implements DirectoryLayout {

    @Override
    public String name() {
        return "other";
    }

    @Override
    public String owner() {
        return "another tool";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        return Tool.of(listing).map(found -> new Recognition(Certainty.NAMED, found.first()));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        Found found = Tool.of(listing)
                .orElseThrow(() -> LedgerException.input(
                        UNSUPPORTED_FILE,
                        listing.name() + " is in no other tool's layout that is known here",
                        "Leave 'layout=other' out."));
        throw LedgerException.input(
                UNSUPPORTED_FILE,
                listing.name() + " looks like a directory of migrations of " + found.tool().owner + " (" + found.count()
                        + (found.count() == 1 ? " file: " : " files, the first is ")
                        + found.first().path() + "): they are not read",
                found.tool().next);
    }

    /** Comes first: a history goes into an empty ledger only. */
    private static final Advice ADOPTED = Advice.of(
            "Where that tool has run on this database, first take its history over: '",
            Action.ADOPT,
            "', which runs nothing and needs none of its files. ");

    private static final Advice DECLARE =
            Advice.of("Where that is in effect already, declare it then: '", Action.BASELINE.about("0001"), "'.");

    private static final Advice CODE = Advice.of(
            "For new databases, write down the schema that they make as SQL (a dump without data) in 0001_before.sql in a"
                    + " directory of its own (",
            Action.DIRECTORY,
            "), and write there what comes next. ",
            DECLARE);

    private record Found(Tool tool, LayoutFile first, int count) {}

    /** A tool, and how its directory looks. */
    private enum Tool {
        /** {@code sqls/20200101000000-create-users-up.sql}. */
        DB_MIGRATE(
                "db-migrate",
                "(?:.*/)?[0-9]+-[^/]+-(?:up|down)\\.sql",
                Advice.of("Rename the scripts: 20200101000000-create-users-up.sql becomes"
                        + " 20200101000000_create_users.sql, -down.sql becomes .down.sql.")),
        RAILS("Rails (Active Record) in Ruby", "(?:.*/)?[0-9]{14}_[^/]+\\.rb", Advice.of(ADOPTED, CODE)),
        ALEMBIC(
                "Alembic in Python",
                "(?:.*/)?(?:env\\.py|versions/[^/]+\\.py)",
                Advice.of(
                        ADOPTED,
                        "For new databases, 'alembic upgrade head --sql' prints what they do as SQL: save it as"
                                + " 0001_before.sql in a directory of its own (",
                        Action.DIRECTORY,
                        "). ",
                        DECLARE)),
        DJANGO(
                "Django in Python",
                "(?:.*/)?(?:__init__|[0-9]{4}_[^/]+)\\.py",
                Advice.of(
                        ADOPTED,
                        "For new databases, 'python manage.py sqlmigrate APP NAME' prints one of them as SQL: save"
                                + " them, in their order, as 0001_before.sql in a directory of its own (",
                        Action.DIRECTORY,
                        "). ",
                        DECLARE)),
        LARAVEL("Laravel in PHP", "(?:.*/)?[0-9]{4}_[0-9]{2}_[0-9]{2}_[0-9]{6}_[^/]+\\.php", Advice.of(ADOPTED, CODE)),
        PHINX("Phinx or Doctrine in PHP", "(?:.*/)?(?:[0-9]{14}_[^/]+|Version[0-9]{14})\\.php", CODE),
        JAVASCRIPT(
                "Knex, TypeORM, Sequelize or another tool in JavaScript",
                "(?:.*/)?(?:[0-9]{13,17}[_-][^/]+)\\.(?:js|ts|mjs|cjs)",
                Advice.of(ADOPTED, CODE)),
        ECTO("Ecto in Elixir", "(?:.*/)?[0-9]{14}_[^/]+\\.exs", Advice.of(ADOPTED, CODE)),
        ENTITY_FRAMEWORK("Entity Framework in C#", "(?:.*/)?[0-9]{14}_[^/]+\\.cs", CODE),
        GO("a tool in Go", "(?:.*/)?[0-9]+_[^/]+\\.go", CODE);

        private final String owner;
        private final Predicate<String> path;
        private final Advice next;

        Tool(String owner, String path, Advice next) {
            this.owner = owner;
            this.path = Pattern.compile(path).asMatchPredicate();
            this.next = next;
        }

        /** Returns whose directory it is, where every script, and where there are none every file of code, is its. */
        static Optional<Found> of(DirectoryListing listing) {
            List<LayoutFile> files = listing.scripts().isEmpty() ? listing.code() : listing.scripts();
            if (files.isEmpty()) {
                return Optional.empty();
            }
            for (Tool tool : values()) {
                if (files.stream().allMatch(file -> tool.path.test(file.path()))) {
                    return Optional.of(new Found(tool, files.get(0), files.size()));
                }
            }
            return Optional.empty();
        }
    }
}
