package io.migrationledger.dialect.mysql.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALTER, whatever it alters. */
public final class AlterReader {

    private AlterReader() {}

    static Reading read(Words words) {
        words.skip();
        words.accept("IGNORE");
        CreateReader.skipModifiers(words);
        words.accept("IGNORE");
        String object = words.word();
        words.skip();
        return switch (object) {
            case "TABLE" -> table(words);
            case "VIEW" -> one("ALTER VIEW", Target.Kind.TABLE, words);
            case "PROCEDURE" -> one("ALTER PROCEDURE", Target.Kind.PROCEDURE, words);
            case "FUNCTION" -> one("ALTER FUNCTION", Target.Kind.FUNCTION, words);
            case "EVENT" -> event(words);
            case "DATABASE", "SCHEMA" -> database(words);
            case "SERVER" -> one("ALTER SERVER", Target.Kind.SERVER, words);
            case "TABLESPACE" -> one("ALTER TABLESPACE", Target.Kind.TABLESPACE, words);
            case "RESOURCE" -> {
                words.accept("GROUP");
                yield one("ALTER RESOURCE GROUP", Target.Kind.RESOURCE_GROUP, words);
            }
            case "SEQUENCE" ->
                words.mentions("RESTART")
                        ? Reading.unknowable(
                                "ALTER SEQUENCE",
                                one("ALTER SEQUENCE", Target.Kind.SEQUENCE, words)
                                        .targets(),
                                "others may have drawn numbers since, which it would hand out again")
                        : one("ALTER SEQUENCE", Target.Kind.SEQUENCE, words);
            case "USER" -> password("ALTER USER", words);
            case "INSTANCE" -> Reading.repeatable("ALTER INSTANCE");
            default -> Reading.unknowable("ALTER " + object, "the driver does not know how to look at it");
        };
    }

    /** What sets a password, or may. */
    static Reading password(String what, Words words) {
        if (words.mentions("RETAIN")) {
            return Reading.unknowable(what, "run twice, it would forget the password that it retains");
        }
        return words.mentions("REPLACE")
                ? Reading.unknowable(
                        what, "run twice, it would fail: the password that it names is no longer the account's")
                : Reading.repeatable(what);
    }

    private static Reading one(String what, Target.Kind kind, Words words) {
        words.accept("IF", "EXISTS");
        return Reading.of(
                what, Effect.ALTERS, Target.all(kind, words.name().map(List::of).orElse(List.of())));
    }

    private static Reading database(Words words) {
        // Without a name it is the session's own (https://dev.mysql.com/doc/refman/8.0/en/alter-database.html).
        boolean unnamed = words.at("CHARACTER", "SET")
                || words.at("CHARSET")
                || words.at("COLLATE")
                || words.at("DEFAULT")
                || words.at("ENCRYPTION")
                || words.at("READ", "ONLY")
                || words.at("COMMENT");
        Optional<Name> name = unnamed ? Optional.of(new Name("", "")) : words.name();
        Words options = words.copy();
        while (options.seek("READ")) {
            boolean only = options.accept("ONLY");
            options.acceptSymbol("=");
            boolean off = options.at("DEFAULT")
                    || options.token().filter(token -> token.text().equals("0")).isPresent();
            if (only && !off) { // https://dev.mysql.com/doc/refman/8.0/en/alter-database.html
                return Reading.refused("It would keep the ledger from writing its own rows: "
                        + "it is work for an administrator, outside of any migration.");
            }
        }
        return Reading.of(
                "ALTER DATABASE",
                Effect.ALTERS,
                Target.all(Target.Kind.DATABASE, name.map(List::of).orElse(List.of())));
    }

    private static Reading event(Words words) {
        words.accept("IF", "EXISTS");
        List<Name> names = new ArrayList<>();
        words.name().ifPresent(names::add);
        while (!words.atEnd()) {
            if (words.accept("RENAME", "TO")) {
                words.name().ifPresent(names::add);
            } else if (words.at("DO")) {
                break;
            } else {
                words.skipGroup();
            }
        }
        return Reading.of("ALTER EVENT", Effect.ALTERS, Target.all(Target.Kind.EVENT, names));
    }

    private static Reading table(Words words) {
        words.accept("IF", "EXISTS");
        List<Name> names = new ArrayList<>();
        words.name().ifPresent(names::add);
        skipWait(words);
        boolean rows = false;
        boolean begins = true; // at the beginning of one of the alterations
        while (!words.atEnd()) {
            if (begins && words.at("RENAME") && !renamesPart(words)) {
                words.skip();
                if (!words.accept("TO") && !words.accept("AS")) {
                    words.acceptSymbol("=");
                }
                words.name().ifPresent(names::add);
                continue;
            }
            if (begins && words.accept("EXCHANGE", "PARTITION")) {
                rows = true;
                words.seek("TABLE");
                words.name().ifPresent(names::add);
                continue;
            }
            if (begins && (words.at("DISCARD") || words.at("IMPORT"))) {
                return Reading.unknowable(
                        "ALTER TABLE",
                        Target.all(Target.Kind.TABLE, names),
                        "whether its tablespace was discarded or imported shows in no definition");
            }
            rows |= begins && words.at("TRUNCATE", "PARTITION");
            begins = words.atSymbol(",");
            words.skipGroup();
        }
        return Reading.of(
                "ALTER TABLE",
                rows ? Effect.EMPTIES : Effect.ALTERS,
                Target.all(rows ? Target.Kind.STORAGE : Target.Kind.TABLE, names));
    }

    /** MariaDB: how long it waits for the table (https://mariadb.com/kb/en/wait-and-nowait/). */
    private static void skipWait(Words words) {
        if (words.accept("WAIT")) {
            words.skip();
        } else {
            words.accept("NOWAIT");
        }
    }

    private static boolean renamesPart(Words words) {
        return words.at("RENAME", "COLUMN") || words.at("RENAME", "INDEX") || words.at("RENAME", "KEY");
    }
}
