package io.migrationledger.cli.arguments;

import io.migrationledger.cli.invocation.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help is laid out: commands by what they are for, and the options of a command before those that all have. */
final class HelpPage {
    private static final int WIDTH = 100;

    /** What each command is for. */
    static final Map<String, List<String>> COMMANDS = commands();

    /** The options of all commands, by what they are about. */
    static final Map<String, List<String>> OPTIONS = options();

    /** Those of all commands that the help of each shows; the others have a page of their own. */
    static final List<String> SHOWN =
            List.of("--url", "--user", "--password", "--dir", "--env", "--format", "--verbose", "--help");

    /** The page about the options of all commands: {@code ledger help options}. */
    static final String OPTIONS_PAGE = "options";

    private HelpPage() {}

    private static Map<String, List<String>> commands() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Every day", List.of("new", "migrate", "status", "plan", "validate", "rollback"));
        groups.put("The schema", List.of("check", "generate", "push", "dump", "docs", "drift"));
        groups.put("What a person says", List.of("resolve", "accept", "forget", "environment"));
        groups.put(
                "What happened",
                List.of("history", "diff", "show", "verify", "export", "import", "seal", "report", "doctor"));
        groups.put("An old database, old files", List.of("baseline", "adopt", "convert", "squash"));
        groups.put("About the command", List.of("help", "version", "completion"));
        return groups;
    }

    private static Map<String, List<String>> options() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put(
                "The database",
                List.of("--url", "--user", "--password", "--password-file", "--schema", "--table", "--classpath"));
        groups.put(
                "The migrations",
                List.of(
                        "--dir",
                        "--namespace",
                        "--layout",
                        "--exclude",
                        "--registry",
                        "--placeholder",
                        "--no-placeholders"));
        groups.put(
                "A run",
                List.of(
                        "--lock-timeout",
                        "--lock-retries",
                        "--ignore-missing",
                        "--expect-head",
                        "--keep-scripts",
                        "--keep-snapshots",
                        "--on-drift"));
        groups.put(
                "A first run", List.of("--on-existing", "--new-ledger", "--adopt", "--adopt-table", "--adopt-edited"));
        groups.put(
                "Settings and output", List.of("--config", "--env", "--format", "--no-color", "--verbose", "--help"));
        return groups;
    }

    /** Prints the help of a command, or of the whole. */
    static void print(CommandLine line, java.io.PrintStream out, Ansi ansi) {
        line.setUsageHelpWidth(WIDTH);
        Map<String, CommandLine.IHelpSectionRenderer> sections = line.getHelpSectionMap();
        if (line.getCommand() instanceof Verb) {
            sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, help -> synopsis(help) + "\n");
            sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, HelpPage::parameters);
            sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::ownAndShown);
        } else if (!line.getSubcommands().isEmpty()) {
            sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
            sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpPage::commandList);
        }
        line.usage(out, ansi);
    }

    /** Prints the options of all commands. */
    static void printOptions(CommandLine verb, java.io.PrintStream out, Ansi ansi) {
        verb.setUsageHelpWidth(WIDTH);
        Help help = new Help(verb.getCommandSpec(), Help.defaultColorScheme(ansi));
        List<OptionSpec> all = ofAll(help.commandSpec());
        StringBuilder text =
                new StringBuilder("Options of all commands; 'ledger help COMMAND' has those of a command.\n"
                        + "Each but --help can stand in the environment, too (LEDGER_URL), and each but --config and --env"
                        + " in ledger.properties (url=…).\n");
        OPTIONS.forEach((about, names) -> {
            text.append('\n')
                    .append(help.colorScheme().text("@|bold " + about + "|@"))
                    .append(":\n");
            Help.Layout layout = layout(help, all);
            layout.addOptions(named(all, names), help.parameterLabelRenderer());
            text.append(layout);
        });
        out.print(text);
    }

    private static List<OptionSpec> named(List<OptionSpec> options, List<String> names) {
        return names.stream()
                .flatMap(name -> options.stream()
                        .filter(option -> List.of(option.names()).contains(name)))
                .toList();
    }

    /** Returns the options that all commands have. */
    static List<OptionSpec> ofAll(CommandSpec spec) {
        return spec.argGroups().stream()
                .filter(group -> group.options().stream()
                        .anyMatch(option -> option.longestName().equals("--url")))
                .flatMap(group -> group.options().stream())
                .toList();
    }

    private static List<OptionSpec> own(CommandSpec spec) {
        List<OptionSpec> own = new ArrayList<>(spec.options());
        own.removeAll(ofAll(spec));
        return own;
    }

    private static String synopsis(Help help) {
        StringBuilder text = new StringBuilder(help.commandSpec().qualifiedName());
        for (OptionSpec option : own(help.commandSpec())) {
            if (option.required()) {
                text.append(' ').append(option.longestName()).append('=').append(option.paramLabel());
            }
        }
        text.append(" [OPTIONS]");
        for (PositionalParamSpec positional : help.commandSpec().positionalParameters()) {
            boolean many = positional.arity().max() > 1;
            String label = positional.paramLabel() + (many ? "…" : "");
            text.append(' ').append(positional.required() ? label : "[" + label + "]");
        }
        return text.toString();
    }

    private static String parameters(Help help) {
        Help.Layout layout = layout(help, ownAndShown(help.commandSpec()));
        layout.addPositionalParameters(help.commandSpec().positionalParameters(), help.parameterLabelRenderer());
        return layout.toString();
    }

    /** Returns what decides how wide the columns of a command's help are. */
    private static List<OptionSpec> ownAndShown(CommandSpec spec) {
        List<OptionSpec> both = new ArrayList<>(own(spec));
        both.addAll(named(ofAll(spec), SHOWN));
        return both;
    }

    private static String ownAndShown(Help help) {
        List<OptionSpec> all = ofAll(help.commandSpec());
        List<OptionSpec> shown = named(all, SHOWN);
        List<OptionSpec> both = ownAndShown(help.commandSpec());
        Help.Layout first = layout(help, both);
        first.addOptions(own(help.commandSpec()), labels(help));
        Help.Layout second = layout(help, both);
        second.addOptions(shown, labels(help));
        return first + "\nOptions of all commands:\n" + second + "      … and " + (all.size() - shown.size())
                + " more: ledger help " + OPTIONS_PAGE + "\n";
    }

    /** Names the forms of output that the command has. */
    private static Help.IParamLabelRenderer labels(Help help) {
        Help.IParamLabelRenderer usual = help.parameterLabelRenderer();
        if (!(help.commandSpec().userObject() instanceof Verb verb)) {
            return usual;
        }
        return new Help.IParamLabelRenderer() {
            @Override
            public String separator() {
                return usual.separator();
            }

            @Override
            public Ansi.Text renderParameterLabel(ArgSpec arg, Ansi ansi, List<Ansi.IStyle> styles) {
                Ansi.Text text = usual.renderParameterLabel(arg, ansi, styles);
                boolean format = arg instanceof OptionSpec option
                        && List.of(option.names()).contains("--format");
                return format
                        ? ansi.new Text(text.toString().replace("text|json", String.join("|", verb.formats())))
                        : text;
            }
        };
    }

    private static Help.Layout layout(Help help, List<OptionSpec> options) {
        return help.createDefaultLayout(options, help.commandSpec().positionalParameters(), help.colorScheme());
    }

    private static String commandList(Help help) {
        StringBuilder text = new StringBuilder();
        int width = help.subcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        COMMANDS.forEach((about, names) -> {
            text.append('\n')
                    .append(help.colorScheme().text("@|bold " + about + "|@"))
                    .append(":\n");
            for (String name : names) {
                Help command = help.subcommands().get(name);
                if (command != null) {
                    text.append("  ")
                            .append(help.colorScheme().commandText(name))
                            .append(" ".repeat(width - name.length() + 2))
                            .append(firstSentence(command.commandSpec()))
                            .append('\n');
                }
            }
        });
        return text.toString();
    }

    /** Returns what a command does, in one line. */
    static String firstSentence(CommandSpec spec) {
        if (spec.name().equals("help")) {
            return "Shows what a command does, and its options.";
        }
        String[] description = spec.usageMessage().description();
        String first = description.length == 0 ? "" : description[0];
        int end = first.indexOf(". ");
        return end < 0 ? first : first.substring(0, end + 1);
    }
}
