package io.migrationledger.conformance.report;

import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.spi.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the rules found for one driver; written to {@code target/conformance}. Safe for many threads. */
public final class ConformanceReport {
    private static final Map<String, ConformanceReport> REPORTS = new ConcurrentHashMap<>();

    private final String name;
    private final long start = System.nanoTime();
    private final SortedMap<String, Line> lines = new TreeMap<>(RuleNumber::compare);
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final List<CrashReport> crashes = new ArrayList<>();
    private String versions = "";
    private @Nullable Set<Capability> declined;

    /** How a rule ended. */
    public enum Result {
        PASS,
        FAIL,
        DECLINED,
        WAIVED,
        NOT_APPLICABLE,
        NOT_RUN
    }

    private record Line(Rule rule, Result result, String remark) {}

    private ConformanceReport(String name) {
        this.name = name;
    }

    public static ConformanceReport of(ConformanceFixture fixture) {
        return REPORTS.computeIfAbsent(fixture.reportName(), ConformanceReport::new);
    }

    public synchronized void describe(String newVersions, Set<Capability> newDeclined) {
        versions = newVersions;
        declined = newDeclined;
    }

    public synchronized Optional<Set<Capability>> declined() {
        return Optional.ofNullable(declined);
    }

    public synchronized void result(Rule rule, Result result, String remark) {
        lines.put(rule.id(), new Line(rule, result, remark));
    }

    public synchronized void note(String rule, String text) {
        notes.put(rule, text);
    }

    public synchronized void crash(CrashReport report) {
        crashes.add(report);
    }

    /**
     * Writes what was found.
     *
     * @param all every rule: one of which nothing was heard was not tried, and the report says so
     */
    public synchronized void write(Collection<Rule> all) throws IOException {
        Path directory = Path.of("target", "conformance");
        Files.createDirectories(directory);
        Map<String, Line> shown = new TreeMap<>(lines);
        all.forEach(rule -> shown.putIfAbsent(rule.id(), new Line(rule, Result.NOT_RUN, "was not tried")));
        Files.writeString(directory.resolve(name + ".md"), markdown(shown));
        Files.writeString(directory.resolve(name + ".html"), html(shown));
        System.out.println("Conformance of " + name + ": " + summary(shown) + " (target/conformance/" + name + ".md)");
    }

    private static String summary(Map<String, Line> lines) {
        StringBuilder text = new StringBuilder();
        for (Result result : Result.values()) {
            long count = lines.values().stream()
                    .filter(line -> line.result == result)
                    .count();
            if (count > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(shown(result));
            }
        }
        return text.toString();
    }

    private String markdown(Map<String, Line> lines) {
        StringBuilder text = new StringBuilder("# Conformance of ").append(name).append("\n\n");
        facts(lines).forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append("\n| rule | result | |\n|---|---|---|\n");
        lines.forEach((id, line) -> text.append("| ")
                .append(id)
                .append(' ')
                .append(line.rule.says())
                .append(" | ")
                .append(shown(line.result))
                .append(" | ")
                .append(remark(id, line).replace("|", "\\|"))
                .append(" |\n"));
        if (!crashes.isEmpty()) {
            text.append("\n## Crash points by outcome\n\n");
            crashes.forEach(crash -> text.append("- ").append(crash).append('\n'));
        }
        return text.toString();
    }

    private String html(Map<String, Line> lines) {
        StringBuilder text = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Conformance of ")
                .append(escaped(name))
                .append("</title><style>body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}")
                .append("td,th{border-top:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}")
                .append(".PASS{color:#060}.FAIL{color:#b00;font-weight:bold}</style><h1>Conformance of ")
                .append(escaped(name))
                .append("</h1><ul>");
        facts(lines).forEach(fact -> text.append("<li>").append(escaped(fact)));
        text.append("</ul><table><tr><th>rule<th>result<th>");
        lines.forEach((id, line) -> text.append("<tr><td>")
                .append(escaped(id + " " + line.rule.says()))
                .append("<td class=\"")
                .append(line.result)
                .append("\">")
                .append(shown(line.result))
                .append("<td>")
                .append(escaped(remark(id, line))));
        text.append("</table><h2>Crash points by outcome</h2><ul>");
        crashes.forEach(crash -> text.append("<li>").append(escaped(crash.toString())));
        return text.append("</ul>\n").toString();
    }

    private List<String> facts(Map<String, Line> lines) {
        List<String> facts = new ArrayList<>();
        facts.add(versions.isEmpty() ? "no server" : versions);
        facts.add("declines: " + (declined == null || declined.isEmpty() ? "nothing" : declined));
        facts.add(summary(lines));
        facts.add("took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        return facts;
    }

    private String remark(String id, Line line) {
        String note = notes.getOrDefault(id, "");
        return (line.remark.isEmpty() ? note : line.remark).replaceAll("\\p{Cntrl}", " ");
    }

    private static String shown(Result result) {
        return result.name().replace('_', ' ');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
