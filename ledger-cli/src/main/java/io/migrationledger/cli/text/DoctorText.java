package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Level;
import java.util.List;

/** Shows what an examination found: a line for each finding, and what to do below it. */
public final class DoctorText {
    private static final int TOPIC = "connection".length() + 2;
    private static final int LEVEL = "problem".length() + 2;

    private DoctorText() {}

    /** Prints it. */
    public static void print(Invocation invocation, List<Finding> findings) {
        Page page = invocation.out();
        page.line(page.in(Color.FAINT, invocation.url()));
        String indent = " ".repeat(TOPIC + LEVEL);
        String topic = "";
        for (Finding finding : findings) {
            String name = Readable.word(finding.topic());
            String level = finding.level() == Level.OK ? "ok" : Readable.word(finding.level());
            page.line(padded(name.equals(topic) ? "" : name, TOPIC)
                    + page.in(color(finding.level()), level)
                    + " ".repeat(LEVEL - level.length())
                    + finding.what().replace("\n", "\n" + indent));
            finding.advice()
                    .map(page::words)
                    .ifPresent(next -> page.line(indent + "next: " + next.replace("\n", "\n" + indent)));
            topic = name;
        }
        long problems = count(findings, Level.PROBLEM);
        long notes = count(findings, Level.NOTE);
        page.line(
                problems == 0
                        ? "Nothing stops a run" + (notes == 0 ? "." : "; " + Readable.count(notes, "note") + ".")
                        : Readable.count(problems, "problem") + ", " + Readable.count(notes, "note") + ".");
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static Color color(Level level) {
        return switch (level) {
            case OK -> Color.GOOD;
            case NOTE -> Color.WAITING;
            case PROBLEM -> Color.BAD;
        };
    }
}
