package io.migrationledger.cli.text;

import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.migration.NewFile;
import io.migrationledger.schema.generate.GeneratedScripts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shows what was generated. */
public final class GenerateText {
    private GenerateText() {}

    /**
     * Prints what differs, what cannot be written, and the files.
     *
     * @param to what was declared
     * @param files those that were tried; none where nothing was
     * @param created those of them that were written
     * @param down whether a down script is among them: not every tool's layout has such
     */
    public static void print(
            Page page, String to, GeneratedScripts scripts, List<NewFile> files, List<Path> created, boolean down) {
        differences(page, scripts);
        List<String> missing = new ArrayList<>(scripts.up().unwritten());
        missing.addAll(scripts.down().unwritten());
        if (!missing.isEmpty()) {
            page.line(page.in(Color.BAD, "There is no statement for:"));
            missing.stream().distinct().forEach(line -> page.line("  " + line.replace("\n", "\n    ")));
        }
        if (files.isEmpty()) {
            page.line(
                    missing.isEmpty()
                            ? "The migrations build what " + to + " declares. There is nothing to write."
                            : "Nothing was written. Write this migration by hand, or add --partial and write the rest.");
            return;
        }
        if (created.isEmpty()) {
            for (NewFile file : files) {
                page.line("");
                page.line(page.in(Color.FAINT, file.path()));
                page.line(file.text().stripTrailing());
            }
            page.line("");
        }
        created.forEach(file -> page.line("Created " + file));
        page.line("Tried on " + scripts.after().server() + ": " + (down ? "up, down and up again" : "up")
                + (missing.isEmpty() ? ", and it is what " + to + " builds." : ".")
                + (down ? "" : " There is no down script."));
    }

    /** Prints what differs. */
    public static void differences(Page page, GeneratedScripts scripts) {
        scripts.differences().forEach(line -> page.line(page.in(Color.FAINT, line)));
        scripts.notes().forEach(note -> page.line("Note: " + note));
    }
}
