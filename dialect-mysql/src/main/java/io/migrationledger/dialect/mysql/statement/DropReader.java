package io.migrationledger.dialect.mysql.statement;

import java.util.ArrayList;
import java.util.List;

/** DROP, whatever it drops. */
public final class DropReader {

    private DropReader() {}

    static Reading read(Words words) {
        words.skip();
        if (words.at("TEMPORARY") || words.at("PREPARE")) {
            return Reading.session();
        }
        CreateReader.skipModifiers(words);
        String object = words.word();
        words.skip();
        if (object.equals("RESOURCE")) {
            words.accept("GROUP");
        }
        if (object.equals("REFERENCE")) {
            words.accept("SYSTEM");
        }
        boolean body = object.equals("PACKAGE") && words.accept("BODY");
        String tolerant = words.accept("IF", "EXISTS") ? " IF EXISTS" : "";
        return switch (object) {
            case "TABLE", "TABLES" -> all("TABLE", Target.Kind.TABLE, words, tolerant);
            case "VIEW" -> all("VIEW", Target.Kind.TABLE, words, tolerant);
            case "SEQUENCE" -> all("SEQUENCE", Target.Kind.SEQUENCE, words, tolerant);
            case "INDEX" -> {
                words.seek("ON");
                yield Reading.of("DROP INDEX", Effect.ALTERS, Target.all(Target.Kind.TABLE, words.names()));
            }
            case "TRIGGER" -> all("TRIGGER", Target.Kind.TRIGGER, words, tolerant);
            case "PROCEDURE" -> all("PROCEDURE", Target.Kind.PROCEDURE, words, tolerant);
            case "FUNCTION" -> all("FUNCTION", Target.Kind.FUNCTION, words, tolerant);
            case "PACKAGE" -> all("PACKAGE", body ? Target.Kind.PACKAGE_BODY : Target.Kind.PACKAGE, words, tolerant);
            case "EVENT" -> all("EVENT", Target.Kind.EVENT, words, tolerant);
            case "DATABASE", "SCHEMA" -> all("DATABASE", Target.Kind.DATABASE, words, tolerant);
            case "SERVER" -> all("SERVER", Target.Kind.SERVER, words, tolerant);
            case "TABLESPACE" -> all("TABLESPACE", Target.Kind.TABLESPACE, words, tolerant);
            case "RESOURCE" -> all("RESOURCE GROUP", Target.Kind.RESOURCE_GROUP, words, tolerant);
            case "REFERENCE" ->
                Reading.of(
                        "DROP SPATIAL REFERENCE SYSTEM",
                        Effect.DROPS,
                        CreateReader.referenceSystem(words),
                        "DROP SPATIAL REFERENCE SYSTEM" + tolerant);
            case "USER", "ROLE" -> accounts(object, words, tolerant);
            default -> Reading.unknowable("DROP " + object, "the driver does not know how to look for it");
        };
    }

    private static Reading all(String object, Target.Kind kind, Words words, String tolerant) {
        return Reading.of("DROP " + object, Effect.DROPS, Target.all(kind, words.names()), "DROP " + object + tolerant);
    }

    private static Reading accounts(String object, Words words, String tolerant) {
        List<Name> accounts = new ArrayList<>();
        do {
            words.account().ifPresent(accounts::add);
        } while (words.acceptSymbol(","));
        Target.Kind kind = object.equals("ROLE") ? Target.Kind.GRANTS : Target.Kind.ACCOUNT;
        return Reading.of("DROP " + object, Effect.DROPS, Target.all(kind, accounts), "DROP " + object + tolerant);
    }
}
