package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.cli.command.Verbs;
import io.migrationledger.cli.terminal.CommandWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands and options are named by the command alone; an application's errors speak of the library's calls. */
class CommandWordsTest {
    /** A command of the ledger, or an option of any command. */
    static final Pattern COMMAND = Pattern.compile("(?<![\\w-])--[a-z]|\\bledger (?:" + String.join("|", Verbs.NAMES)
            + "|help)\\b|\\bLEDGER_[A-Z]|ledger\\.properties|same command|command again");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final List<String> LIBRARY = List.of(
            "ledger-api",
            "ledger-layouts",
            "ledger-adopt",
            "ledger-audit",
            "dialect-sqlite",
            "dialect-postgres",
            "dialect-mysql");

    /** Marks that other tools write in scripts, and options of these tools. */
    private static final Set<String> OF_OTHERS = Set.of(
            "--liquibase formatted sql\\n\\n",
            "\\n--comment: ",
            "--changeset ",
            "--rollback -- Undoes: ",
            "Write --changeset author:id.",
            " does not begin with '--liquibase formatted sql', and is left out",
            "Known is '--precondition-sql-check expectedResult:0 SELECT count(*) …', above all statements, with",
            " --debug, shows the statements.",
            "Have Drizzle write them: drizzle-kit generate --custom --name=",
            "For new databases, 'alembic upgrade head --sql' prints what they do as SQL: save it as");

    @ParameterizedTest
    @EnumSource
    void theCommandSaysEachActionInItsOwnWords(Action action) {
        String words = CommandWords.in(Advice.of(action.about("0003", 2)));
        assertThat(words).doesNotContain("Migrator", "Options", "Builder", "(\"");
        if (action != Action.SAME) {
            assertThat(words).containsPattern(COMMAND);
        }
    }

    /** No text of the library does, in an error, a note or a log; whatever leads to it. */
    @Test
    void theLibraryNamesNoCommandAndNoOption() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : LIBRARY) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> search(file, found));
            }
        }
        assertThat(found).isEmpty();
    }

    private static void search(Path file, List<String> found) {
        try {
            for (String line : Files.readAllLines(file)) {
                String code = line.strip();
                if (code.startsWith("*") || code.startsWith("/")) {
                    continue;
                }
                for (Matcher literal = LITERAL.matcher(code); literal.find(); ) {
                    String text = literal.group(1);
                    if (COMMAND.matcher(text).find() && !OF_OTHERS.contains(text)) {
                        found.add(file.getFileName() + ": " + text);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name may hold what a shell would run. */
    @Test
    void aShellReadsTheIdBack() {
        for (Action action : new Action[] {Action.RESOLVE, Action.ACCEPT, Action.BASELINE, Action.RESOLVE_APPLIED}) {
            assertThat(CommandWords.in(Advice.of(action.about("R__a b;$(id)")))).contains(" 'R__a b;$(id)'");
        }
        assertThat(CommandWords.in(Advice.of(Action.RESOLVE.about("R__my view"))))
                .isEqualTo("ledger resolve \"R__my view\"");
        assertThat(CommandWords.in(Advice.of(Action.RESOLVE.about("billing:0042"))))
                .isEqualTo("ledger resolve billing:0042");
    }
}
