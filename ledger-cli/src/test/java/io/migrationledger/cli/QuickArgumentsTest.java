package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.arguments.Arguments;
import io.migrationledger.cli.arguments.QuickArguments;
import io.migrationledger.cli.command.Verbs;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is read without picocli is what picocli reads, or it is left to picocli. */
class QuickArgumentsTest {

    @Test
    void everyOptionOfEveryCommand() {
        int quick = 0;
        for (String name : Verbs.NAMES) {
            CommandSpec command = new CommandLine(verb(name)).getCommandSpec();
            for (OptionSpec option : command.options()) {
                // Those of all commands are read by one and the same code: all of it is tried with the first, and
                // something of it with each.
                boolean common = command.argGroups().get(0).options().contains(option);
                if (common && !name.equals("migrate")) {
                    quick += same(name, option.longestName() + "=7");
                    continue;
                }
                for (String value : List.of("7", "a=b", "-7", "text", "")) {
                    for (String spelling : option.names()) {
                        quick +=
                                same(name, spelling + "=" + value) + same(name, spelling, value) + same(name, spelling);
                        quick += same(name, spelling, value, spelling, value);
                    }
                }
            }
        }
        assertThat(quick).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migrate",
                "migrate --dir x --dir y --url jdbc:sqlite:x.db --table t",
                "migrate --dry-run --limit=3 --to 0003 -v --no-color",
                "status --check --format json",
                "history --limit 3 --event applied --namespace x",
                "migrate --dirr x",
                "migrate --dir",
                "migrate x",
                "migrate --limit 99999999999",
                "migrate --dir -- x",
                "migrate --out-of-order=false",
                "resolve",
                "new",
                "accept --reason x"
            })
    void lines(String line) {
        String[] words = line.split(" ");
        same(words[0], java.util.Arrays.copyOfRange(words, 1, words.length));
    }

    /** Returns 1 where the arguments were read without picocli. */
    private static int same(String name, String... options) {
        String[] args = new String[options.length + 1];
        args[0] = name;
        System.arraycopy(options, 0, args, 1, options.length);
        Verb quick = verb(name);
        if (!QuickArguments.parse(quick, args)) {
            return 0;
        }
        Verb slow = verb(name);
        PrintStream out = new PrintStream(new ByteArrayOutputStream());
        Page page = new Page(out, false, new Secrets());
        assertThat(Arguments.parse(slow, args, new Presentation("text", false, page, page, new Secrets())))
                .as("%s", List.of(args))
                .isTrue();
        assertThat(quick).as("%s", List.of(args)).usingRecursiveComparison().isEqualTo(slow);
        return 1;
    }

    private static Verb verb(String name) {
        return Verbs.of(name).orElseThrow();
    }
}
