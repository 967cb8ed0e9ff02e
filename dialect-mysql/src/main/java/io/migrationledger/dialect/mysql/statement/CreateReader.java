package io.migrationledger.dialect.mysql.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CREATE, whatever it creates. */
public final class CreateReader {
    private static final Set<String> MODIFIERS = Set.of(
            "AGGREGATE",
            "UNIQUE",
            "FULLTEXT",
            "SPATIAL",
            "VECTOR",
            "ONLINE",
            "OFFLINE",
            "UNDO",
            "SQL",
            "SECURITY",
            "INVOKER");

    private CreateReader() {}

    static Reading read(Words words) {
        words.skip();
        boolean replaces = words.accept("OR", "REPLACE");
        skipModifiers(words);
        if (words.accept("TEMPORARY")) {
            return words.at("SEQUENCE")
                    ? Reading.refused(
                            "The numbers of a temporary sequence end with the session, and a run that goes on would "
                                    + "begin them anew: use an ordinary one, and drop it at the end.")
                    : Reading.session();
        }
        String object = words.word();
        words.skip();
        return switch (object) {
            case "TABLE" -> table(words, replaces);
            case "INDEX", "KEY" -> index(words);
            case "VIEW" -> one("CREATE VIEW", Target.Kind.TABLE, words);
            case "SEQUENCE" -> sequence(words, replaces);
            case "TRIGGER" -> one("CREATE TRIGGER", Target.Kind.TRIGGER, words);
            case "PROCEDURE" -> one("CREATE PROCEDURE", Target.Kind.PROCEDURE, words);
            case "FUNCTION" -> one("CREATE FUNCTION", Target.Kind.FUNCTION, words);
            case "PACKAGE" -> {
                boolean body = words.accept("BODY");
                yield one("CREATE PACKAGE", body ? Target.Kind.PACKAGE_BODY : Target.Kind.PACKAGE, words);
            }
            case "EVENT" -> event(words);
            case "DATABASE", "SCHEMA" -> one("CREATE DATABASE", Target.Kind.DATABASE, words);
            case "USER", "ROLE" -> accounts(object, words);
            case "SERVER" -> one("CREATE SERVER", Target.Kind.SERVER, words);
            case "TABLESPACE" -> one("CREATE TABLESPACE", Target.Kind.TABLESPACE, words);
            case "RESOURCE" -> {
                words.accept("GROUP");
                yield one("CREATE RESOURCE GROUP", Target.Kind.RESOURCE_GROUP, words);
            }
            case "REFERENCE" -> {
                words.accept("SYSTEM");
                words.accept("IF", "NOT", "EXISTS");
                yield Reading.of("CREATE SPATIAL REFERENCE SYSTEM", Effect.CREATES, referenceSystem(words));
            }
            default -> Reading.unknowable("CREATE " + object, "the driver does not know how to look for it");
        };
    }

    /** Reads past what may stand between CREATE and the kind of object: DEFINER, ALGORITHM, SQL SECURITY, UNIQUE…. */
    static void skipModifiers(Words words) {
        while (!words.atEnd()) {
            if (words.at("DEFINER") || words.at("ALGORITHM")) {
                words.skip();
                words.acceptSymbol("=");
                words.account();
            } else if (words.at("SECURITY", "DEFINER")) {
                words.skip();
                words.skip();
            } else if (MODIFIERS.contains(words.word())) {
                words.skip();
            } else {
                return;
            }
        }
    }

    /** It has a number for a name (https://dev.mysql.com/doc/refman/8.0/en/create-spatial-reference-system.html). */
    static List<Target> referenceSystem(Words words) {
        return Target.all(
                Target.Kind.SPATIAL_REFERENCE_SYSTEM,
                words.token()
                        .map(token -> new Name("", token.text()))
                        .map(List::of)
                        .orElse(List.of()));
    }

    private static Reading one(String what, Target.Kind kind, Words words) {
        words.accept("IF", "NOT", "EXISTS");
        return Reading.of(
                what,
                Effect.CREATES,
                Target.all(kind, words.name().map(List::of).orElse(List.of())));
    }

    /** One that is replaced begins its numbers anew, though its definition may stay the same: its storage tells. */
    private static Reading sequence(Words words, boolean replaces) {
        return replaces
                ? Reading.of(
                        "CREATE SEQUENCE",
                        Effect.EMPTIES,
                        Target.all(
                                Target.Kind.STORAGE, words.name().map(List::of).orElse(List.of())))
                : one("CREATE SEQUENCE", Target.Kind.SEQUENCE, words);
    }

    private static Reading table(Words words, boolean replaces) {
        words.accept("IF", "NOT", "EXISTS");
        List<Name> name = words.name().map(List::of).orElse(List.of());
        Effect effect = selects(words) ? Effect.FILLS : replaces ? Effect.EMPTIES : Effect.CREATES;
        return Reading.of("CREATE TABLE", effect, Target.all(replaces ? Target.Kind.STORAGE : Target.Kind.TABLE, name));
    }

    /** Returns whether a query follows, bare or in parentheses. */
    private static boolean selects(Words words) {
        while (!words.atEnd()) {
            if (words.at("SELECT") || words.at("VALUES") || words.at("TABLE")) {
                return true;
            }
            if (words.atSymbol("(")) {
                Words inside = words.copy();
                while (inside.acceptSymbol("(")) {
                    // a query may stand in several
                }
                if (inside.at("SELECT") || inside.at("WITH")) {
                    return true;
                }
            }
            words.skipGroup();
        }
        return false;
    }

    private static Reading index(Words words) {
        words.seek("ON");
        return Reading.of(
                "CREATE INDEX",
                Effect.ALTERS,
                Target.all(Target.Kind.TABLE, words.name().map(List::of).orElse(List.of())));
    }

    private static Reading event(Words words) {
        words.accept("IF", "NOT", "EXISTS");
        List<Name> name = words.name().map(List::of).orElse(List.of());
        Words schedule = words.copy();
        schedule.seek("SCHEDULE");
        boolean once = schedule.at("AT") || schedule.mentions("ENDS");
        boolean kept = schedule.seek("COMPLETION") && schedule.at("PRESERVE");
        return Reading.of(
                "CREATE EVENT",
                once && !kept ? Effect.CREATES_PASSING : Effect.CREATES,
                Target.all(Target.Kind.EVENT, name));
    }

    private static Reading accounts(String object, Words words) {
        words.accept("IF", "NOT", "EXISTS");
        List<Name> accounts = new ArrayList<>();
        do {
            words.account().ifPresent(accounts::add);
            // What follows an account holds commas only in parentheses, or between two accounts.
            while (!words.atEnd() && !words.atSymbol(",") && !words.at("DEFAULT", "ROLE") && !words.at("REQUIRE")) {
                words.skipGroup();
            }
        } while (words.acceptSymbol(","));
        Target.Kind kind = object.equals("ROLE") ? Target.Kind.GRANTS : Target.Kind.ACCOUNT;
        return Reading.of("CREATE " + object, Effect.CREATES_ACCOUNTS, Target.all(kind, accounts), "DROP " + object);
    }
}
