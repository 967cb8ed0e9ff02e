package io.migrationledger.cli.command;

import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.cli.terminal.Secrets;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.spi.support.JdbcAddress;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which statements of a rollback lose data, as far as their words tell: for a person who is asked first. */
public final class Losses {
    private static final int WORDS = 64;
    private static final int LONGEST = 100;
    private static final Set<String> DROPPED = Set.of("TABLE", "SCHEMA", "DATABASE", "TABLESPACE");

    /** What ALTER TABLE … DROP takes away that holds no data. */
    private static final Set<String> HARMLESS = Set.of(
            "CONSTRAINT",
            "INDEX",
            "KEY",
            "FOREIGN",
            "PRIMARY",
            "UNIQUE",
            "CHECK",
            "DEFAULT",
            "NOT",
            "IDENTITY",
            "EXPRESSION",
            "TRIGGER",
            "PERIOD",
            "SYSTEM");

    private Losses() {}

    /** Returns one line for each statement of the plan that loses data, in the order in which they run. */
    static List<String> of(Migrator migrator, Plan plan, String url, Secrets secrets) {
        SqlSyntax syntax = syntaxOf(url);
        List<String> losses = new ArrayList<>();
        for (PlannedMigration planned : plan.migrations()) {
            String id = planned.migration().id().toString();
            boolean code = planned.migration().up() instanceof MigrationBody.Code;
            if (code) {
                losses.add(id + "  Java code, of which the words do not tell");
                continue;
            }
            migrator.statements(planned, statement -> {
                if (!statement.done() && loses(statement, syntax)) {
                    losses.add(id + "  " + shortened(secrets.hide(statement.text())));
                }
            });
        }
        return losses;
    }

    /** Returns how the database behind an address reads a statement, as far as its first words go. */
    public static SqlSyntax syntaxOf(String url) {
        for (String address : JdbcAddress.behind(url)) {
            if (address.startsWith("jdbc:mysql:") || address.startsWith("jdbc:mariadb:")) {
                return SqlSyntaxes.MYSQL;
            }
        }
        return SqlSyntaxes.POSTGRESQL;
    }

    public static boolean loses(PlannedStatement statement, SqlSyntax syntax) {
        List<String> words = new ArrayList<>();
        try {
            for (SqlToken token : SqlTokens.first(statement.text(), syntax, WORDS)) {
                words.add(token.text().toUpperCase(Locale.ROOT));
            }
        } catch (SqlSyntaxException e) {
            return true; // what cannot be read here may do anything
        }
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "TRUNCATE", "DELETE" -> true;
            case "DROP" ->
                words.size() > 1
                        && words.subList(1, Math.min(3, words.size())).stream().anyMatch(DROPPED::contains);
            case "ALTER" -> words.size() > 1 && words.get(1).equals("TABLE") && dropsData(words);
            case "WITH" -> words.contains("DELETE");
            default -> false;
        };
    }

    private static boolean dropsData(List<String> words) {
        for (int i = 2; i + 1 < words.size(); i++) {
            // ALTER COLUMN x DROP DEFAULT drops no column; DROP x does.
            if (words.get(i).equals("DROP") && !HARMLESS.contains(words.get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
