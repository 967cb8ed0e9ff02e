package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.layouts.convert.Conversion;
import io.migrationledger.layouts.convert.ConvertedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a person is told of a directory that was written anew. */
public final class ConvertText {
    private ConvertText() {}

    /**
     * Prints what is written, and what comes next.
     *
     * @param spare the old directory where nothing in it is needed any more
     */
    public static void print(
            Invocation invocation,
            Conversion conversion,
            List<String> notes,
            Path to,
            Optional<Path> spare,
            boolean dryRun) {
        Page out = invocation.out();
        if (dryRun || invocation.isVerbose()) {
            for (ConvertedFile file : conversion.files()) {
                out.line((dryRun ? "Would write " : "Wrote ") + to.resolve(file.path()) + " from " + file.from());
            }
        }
        long settings =
                conversion.files().stream().filter(ConvertedFile::isSettings).count();
        String files = Readable.count((int) (conversion.files().size() - settings), "script")
                + (settings == 0 ? "" : " and " + Readable.count((int) settings, "file") + " of settings");
        out.line((dryRun ? "Would convert " : "Converted ") + Readable.count(conversion.migrations(), "migration")
                + " of the layout " + conversion.tool() + ": " + files + (dryRun ? "." : " in " + to + "."));
        PlanText.notes(out, notes, "");
        if (!dryRun) {
            out.line("Name the new directory from now on (--dir " + to
                    + "), and look: 'ledger validate' finds no edited and no missing migration."
                    + spare.map(old -> " Then delete \"" + old + "\".").orElse(""));
        }
    }
}
