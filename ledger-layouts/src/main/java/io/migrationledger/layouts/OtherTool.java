package io.migrationledger.layouts;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.LayoutFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A tool, and how its directory looks. */
enum OtherTool {
    /** {@code sqls/20200101000000-create-users-up.sql}. */
    DB_MIGRATE(
            "db-migrate",
            "(?:.*/)?[0-9]+-[^/]+-(?:up|down)\\.sql",
            Advice.of("Rename the scripts: 20200101000000-create-users-up.sql becomes"
                    + " 20200101000000_create_users.sql, -down.sql becomes .down.sql.")),
    RAILS("Rails (Active Record) in Ruby", "(?:.*/)?[0-9]{14}_[^/]+\\.rb", Advice.of(Words.ADOPTED, Words.CODE)),
    ALEMBIC(
            "Alembic in Python",
            "(?:.*/)?(?:env\\.py|versions/[^/]+\\.py)",
            Advice.of(
                    Words.ADOPTED,
                    "For new databases, 'alembic upgrade head --sql' prints what they do as SQL: save it as"
                            + " 0001_before.sql in a directory of its own (",
                    Action.DIRECTORY,
                    "). ",
                    Words.DECLARE)),
    DJANGO(
            "Django in Python",
            "(?:.*/)?(?:__init__|[0-9]{4}_[^/]+)\\.py",
            Advice.of(
                    Words.ADOPTED,
                    "For new databases, 'python manage.py sqlmigrate APP NAME' prints one of them as SQL: save"
                            + " them, in their order, as 0001_before.sql in a directory of its own (",
                    Action.DIRECTORY,
                    "). ",
                    Words.DECLARE)),
    LARAVEL(
            "Laravel in PHP",
            "(?:.*/)?[0-9]{4}_[0-9]{2}_[0-9]{2}_[0-9]{6}_[^/]+\\.php",
            Advice.of(Words.ADOPTED, Words.CODE)),
    PHINX("Phinx or Doctrine in PHP", "(?:.*/)?(?:[0-9]{14}_[^/]+|Version[0-9]{14})\\.php", Words.CODE),
    JAVASCRIPT(
            "Knex, TypeORM, Sequelize or another tool in JavaScript",
            "(?:.*/)?(?:[0-9]{13,17}[_-][^/]+)\\.(?:js|ts|mjs|cjs)",
            Advice.of(Words.ADOPTED, Words.CODE)),
    ECTO("Ecto in Elixir", "(?:.*/)?[0-9]{14}_[^/]+\\.exs", Advice.of(Words.ADOPTED, Words.CODE)),
    ENTITY_FRAMEWORK("Entity Framework in C#", "(?:.*/)?[0-9]{14}_[^/]+\\.cs", Words.CODE),
    GO("a tool in Go", "(?:.*/)?[0-9]+_[^/]+\\.go", Words.CODE);

    private final String owner;
    private final Predicate<String> path;
    private final Advice next;

    OtherTool(String owner, String path, Advice next) {
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
        for (OtherTool tool : values()) {
            if (files.stream().allMatch(file -> tool.path.test(file.path()))) {
                return Optional.of(new Found(tool, files.get(0), files.size()));
            }
        }
        return Optional.empty();
    }

    /** Returns whose it is. */
    String owner() {
        return owner;
    }

    /** Returns what to do with its directory. */
    Advice next() {
        return next;
    }

    /** The tool that a directory is of. */
    record Found(OtherTool tool, LayoutFile first, int count) {}

    /** What is said of several of them. */
    private static final class Words {
        /** Comes first: a history goes into an empty ledger only. */
        static final Advice ADOPTED = Advice.of(
                "Where that tool has run on this database, first take its history over: '",
                Action.ADOPT,
                "', which runs nothing and needs none of its files. ");

        static final Advice DECLARE =
                Advice.of("Where that is in effect already, declare it then: '", Action.BASELINE.about("0001"), "'.");

        static final Advice CODE = Advice.of(
                "For new databases, write down the schema that they make as SQL (a dump without data) in 0001_before.sql in a"
                        + " directory of its own (",
                Action.DIRECTORY,
                "), and write there what comes next. ",
                DECLARE);

        private Words() {}
    }
}
