package io.migrationledger.internal.script;

import static io.migrationledger.ErrorCode.FOREIGN_SECTIONS;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The marks by which other tools divide one file into sections, mostly one that applies and one that undoes. To SQL
 * they are comments, so that both sections would run one after the other. Each pattern is the tool's own, for the text
 * after the two dashes of a line; a sentence that only speaks of such a mark is none.
 */
public enum Sections {
    /** https://pressly.github.io/goose/documentation/annotations/ */
    GOOSE(
            "goose",
            "\\+goose\\s+(?:up|down|statementbegin|statementend|no\\s+transaction|envsubs?t?\\s+o(?:n|ff))",
            "-- +goose Down"),
    /** https://github.com/rubenv/sql-migrate#writing-migrations */
    SQL_MIGRATE(
            "sql-migrate", "\\+migrate\\s+(?:up|down|statementbegin|statementend)(?:\\s+\\w+)?", "-- +migrate Down"),
    /** https://github.com/juanedi/micrate */
    MICRATE("micrate", "\\+micrate\\s+(?:up|down|statementbegin|statementend)", "-- +micrate Down"),
    /** https://github.com/amacneil/dbmate#creating-migrations */
    DBMATE("dbmate", "migrate:(?:up|down)(?:\\s.*)?", "-- migrate:down"),
    /** https://github.com/elwinar/rambler#migrations */
    RAMBLER("rambler", "rambler\\s+(?:up|down)", "-- rambler down"),
    /** https://mybatis.org/migrations/newcommand.html; dbdeploy has the same mark. */
    MYBATIS("MyBatis Migrations", "//.*@UNDO.*", "-- //@UNDO"),
    /** https://salsita.github.io/node-pg-migrate/migrations/ */
    NODE_PG_MIGRATE("node-pg-migrate", "[\\s-]*down\\s+migration", "-- Down Migration"),
    /** https://github.com/jackc/tern#migrations */
    TERN("tern", "[-\\s]*create\\s+above\\s*/\\s*drop\\s+below[-\\s]*", "---- create above / drop below ----"),
    /** https://www.playframework.com/documentation/latest/Evolutions */
    PLAY("Play evolutions", "-?\\s*!(?:ups|downs)", "-- !Downs"),
    /** https://github.com/mbucc/shmig#migrations */
    SHMIG("shmig", "=+\\s*(?:up|down)\\s*=+", "-- ==== DOWN ===="),
    /** https://atlasgo.io/versioned/checks#atlastxtar-directive */
    ATLAS("Atlas", "atlas:txtar", "-- down.sql --"),
    /** https://github.com/kriasoft/node-sqlite#migrations; one word alone is prose, both in this order are not. */
    NODE_SQLITE("sqlite for Node.js", "", "-- Down"),
    /** https://docs.liquibase.com/concepts/changelogs/sql-format.html */
    LIQUIBASE("Liquibase", "liquibase\\s*formatted.*|changeset\\s+[^\\s:]+:\\S+.*", "") {
        @Override
        Advice instead() {
            return Advice.of(
                    "Where all files of the directory are Liquibase's, read it as that: ",
                    Action.LAYOUT.about("liquibase"),
                    ". Else make each changeset a migration of its own, with its rollback in a file that ends in"
                            + " .down.sql, and take the marks out.");
        }
    };

    private final String tool;
    private final Pattern mark;
    private final String down;

    Sections(String tool, String mark, String down) {
        this.tool = tool;
        this.mark = Pattern.compile(mark, Pattern.CASE_INSENSITIVE);
        this.down = down;
    }

    /** Returns whose mark a line is, or empty where it is none. */
    static Optional<Sections> of(String afterDashes) {
        String text = afterDashes.strip();
        if (text.isEmpty() || "+/-!=alrcmd".indexOf(text.substring(0, 1).toLowerCase(Locale.ROOT)) < 0) {
            return Optional.empty(); // nearly every comment
        }
        for (Sections sections : values()) {
            if (sections.mark.matcher(text).matches()) {
                return Optional.of(sections);
            }
        }
        return Optional.empty();
    }

    /** Reads the lines of one script, in their order. */
    static final class Reader {
        private boolean up;

        /** Returns whose mark a line is, or empty where it is none. */
        Optional<Sections> read(String afterDashes) {
            String word = afterDashes.strip();
            if (up && word.equalsIgnoreCase("down")) {
                return Optional.of(NODE_SQLITE);
            }
            up |= word.equalsIgnoreCase("up");
            return of(afterDashes);
        }
    }

    String tool() {
        return tool;
    }

    /** Returns what to do with such a file. */
    Advice instead() {
        Advice whole = this == GOOSE || this == DBMATE
                ? Advice.of(
                        "Where all files of the directory are " + tool + "'s, read it as that: ",
                        Action.LAYOUT.about(tool),
                        ". Else put")
                : Advice.of("Put");
        return Advice.of(
                whole,
                " what stands below '" + down + "' into a file of the same name that ends in .down.sql, and take the"
                        + " marks out.");
    }

    /** A script that has such a mark. */
    static final class Found extends LedgerException {
        private static final long serialVersionUID = 1L;

        private final Sections sections;
        private final String place;

        Found(Sections sections, String place, String mark) {
            super(
                    FOREIGN_SECTIONS,
                    place + ": '" + mark + "' is a mark of " + sections.tool
                            + ", and all sections of the file would run",
                    NOTHING_CHANGED,
                    sections.instead());
            this.sections = sections;
            this.place = place;
        }

        Sections sections() {
            return sections;
        }

        /** Returns file and line. */
        String place() {
            return place;
        }
    }
}
