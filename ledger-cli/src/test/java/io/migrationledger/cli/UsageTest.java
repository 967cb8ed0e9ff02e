package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.command.Verbs;
import io.migrationledger.cli.settings.CommonOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help, and what is said to somebody who types something wrong. */
class UsageTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    private void wrong(String what, String next, String... args) {
        assertThat(at.run(args))
                .isEqualTo(new Workplace.Result(
                        2,
                        "",
                        "ML-1002  " + what + "\n  now    Nothing in the database was changed.\n  next   " + next
                                + "\n"));
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void unknownNames() {
        wrong("unknown command 'migrat'", "Did you mean 'migrate'?", "migrat");
        wrong(
                "unknown command 'xyzzy'",
                "Commands: help, migrate, status, plan, history, diff, show, rollback, validate, check, generate, push,"
                        + " dump, docs,"
                        + " resolve, accept, baseline, adopt,"
                        + " forget, verify, export, import, seal, report, drift, environment, doctor, squash, convert,"
                        + " new, version, completion.",
                "xyzzy");
        wrong(
                "unknown option '--dry-rum'",
                "Did you mean '--dry-run'? See 'ledger help migrate'.",
                "migrate",
                "--dry-rum");
        wrong("unexpected argument 'now please'", "See 'ledger help status'.", "status", "now", "please");
        wrong(
                "options stand after the command",
                "Write 'ledger COMMAND --url …'; see 'ledger help'.",
                "--url",
                "x",
                "migrate");
        wrong("unknown command 'rolback'", "Did you mean 'rollback'?", "help", "rolback");
    }

    @Test
    void missingAndBadValues() {
        wrong("missing ID", "See 'ledger help accept'.", "accept");
        wrong("missing --reason TEXT", "See 'ledger help accept'.", "accept", "0001");
        wrong("missing NAME", "See 'ledger help new'.", "new");
        wrong("a limit of 0", "Give a limit of 1 or more.", "migrate", "--limit", "0");
        wrong(
                "--limit many is not a whole number",
                "Give a whole number up to 2147483647.",
                "migrate",
                "--limit",
                "many");
        wrong("--steps 0", "Give 1 or more.", "rollback", "--steps", "0");
        wrong("--limit 0 is too small", "Give 1 or more.", "history", "--limit", "0");
        wrong("--format xml is not known", "Write --format text or json.", "status", "--format", "xml");
        wrong(
                "--lock-timeout soon is not a time",
                "Write a number with a unit: 500ms, 30s, 5m or 1h; 0 for one try.",
                "migrate",
                "--lock-timeout",
                "soon");
        wrong("a negative number of retries", "Give 0 for none, or more.", "migrate", "--lock-retries=-1");
        wrong(
                "--since today is not a time",
                "Write a date (2026-03-01), a time with its zone (2026-03-01T12:00:00Z), or how long ago (30m, 2h, 7d).",
                "history",
                "--since",
                "today");
        wrong(
                "--event done is not a type of event",
                "Write started, step, applied, failed, rolled-back or noted.",
                "history",
                "--event",
                "done");
        wrong(
                "--head abc is not a hash",
                "Give all 64 hexadecimal digits, or the line that a run ended with.",
                "verify",
                "--head",
                "abc");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"update", "changes", "migration", "fix", "Update Table!", "2024", "x", "new migration", "-", ""})
    void newRefusesNamesThatSayNothing(String name) {
        wrong(
                "the name '" + name
                        + "' does not say what the migration does: single letters, numbers and words that fit any"
                        + " migration (update, fix, table, new …) are not enough",
                "Status and history show this name for as long as the database lives. Say it in a few words, such as"
                        + " \"add user avatar\".",
                "new",
                "--",
                name);
    }

    static Stream<String> commands() {
        return Stream.concat(Verbs.NAMES.stream(), Stream.of("version", "completion"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamples(String command) {
        Workplace.Result help = at.run("help", command);
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: ledger " + command)
                .doesNotContain("\u001b")
                .doesNotContain("%n");
        if (Verbs.NAMES.contains(command)) {
            assertThat(help.out()).contains("Example", "Options of all commands:", "ledger " + command);
            assertThat(at.run(command, "--help")).isEqualTo(help);
            assertThat(at.run(command, "-h")).isEqualTo(help);
        }
        assertThat(at.run("help").out()).contains("  " + command + " ");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void everyCommandStandsInOneGroupOnOneLine() {
        String help = at.run("help").out();
        assertThat(help.lines()).allMatch(line -> line.length() <= 100);
        Stream.concat(commands(), Stream.of("help"))
                .forEach(command -> assertThat(
                                help.lines().filter(line -> line.matches("  " + command + " +[A-Z].*\\.")))
                        .as(command)
                        .hasSize(1));
    }

    @Test
    void everyOptionOfAllCommandsStandsOnItsPageOnce() {
        String page = at.run("help", "options").out();
        List<String> named = page.lines()
                .filter(line -> line.matches(" {2,6}(-\\w, )?--[a-z].*"))
                .map(line -> line.replaceFirst("^ *(-\\w, )?(--[a-z-]+).*", "$2"))
                .toList();
        assertThat(named)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        CommandLine.Model.CommandSpec.forAnnotatedObject(new CommonOptions()).options().stream()
                                .map(CommandLine.Model.OptionSpec::longestName)
                                .toList());
        assertThat(at.run("help", "status").out())
                .contains("… and " + (named.size() - 8) + " more: ledger help options");
    }

    @Test
    void helpIsColouredOnATerminalOnly() {
        assertThat(new Workplace(directory).terminal().run("help").out()).contains("\u001b[");
        assertThat(new Workplace(directory)
                        .terminal()
                        .environment("NO_COLOR", "1")
                        .run("help")
                        .out())
                .doesNotContain("\u001b[");
    }

    @Test
    void withoutAnythingTheHelpIsAnError() {
        Workplace.Result nothing = at.run();
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).isEqualTo(at.run("--help").out());
    }

    @Test
    void versionAndCompletion() {
        assertThat(at.run("version").out())
                .startsWith("Migration Ledger ")
                .contains("(Java ")
                .doesNotContain("$");
        assertThat(at.run("--version")).isEqualTo(at.run("version"));
        assertThat(at.run("completion", "bash").out())
                .contains("--out-of-order")
                .contains("complete");
        assertThat(at.run("completion", "zsh").out()).contains("bashcompinit");
        assertThat(at.run("completion", "fish").code()).isEqualTo(2);
    }

    @Test
    void anOptionIsCalledSoOnce(@TempDir Path elsewhere) {
        for (String[] wrong : new String[][] {
            {"rollback", "--steps", "--all"}, {"rollback", "--steps"}, {"rollback", "--to", "1", "--to", "2"}
        }) {
            Workplace.Result result = new Workplace(elsewhere).run(wrong);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).startsWith("ML-").doesNotContainIgnoringCase("option option");
        }
    }
}
