package io.migrationledger.cli.arguments;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ledger completion}. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in a shell.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bash: echo 'source <(ledger completion bash)' >> ~/.bashrc",
            "  zsh:  echo 'source <(ledger completion zsh)' >> ~/.zshrc"
        })
public final class CompletionCommand {
    /** The shells; both understand the same script. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
    Shell shell = Shell.bash;
}
