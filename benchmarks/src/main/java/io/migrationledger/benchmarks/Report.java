package io.migrationledger.benchmarks;

import io.migrationledger.benchmarks.Turns.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The page that is written: figures of the bare loop, and how many times them the others take. */
final class Report {
    private final List<String> lines = new ArrayList<>();

    void heading(String text) {
        add("");
        add("## " + text);
        add("");
    }

    void paragraph(String text) {
        add(text);
        add("");
    }

    void costTable() {
        add("| | bare loop, ms | ledger | Flyway | bare loop, ms of processor | ledger | Flyway |");
        add("|---|---|---|---|---|---|---|");
    }

    void costs(String what, Map<Contenders, Cost> costs) {
        add("| " + what + " | " + row(costs, Cost::wall) + " | " + row(costs, Cost::processor) + " |");
    }

    /** Returns the bare loop's time and how many times it the others take. */
    static String walls(Map<Contenders, Cost> costs) {
        return row(costs, Cost::wall);
    }

    void wholeRunTable() {
        add(
                "| | bare loop, ms | necessary | ledger | Flyway | bare loop, ms of processor | necessary | ledger | Flyway |");
        add("|---|---|---|---|---|---|---|---|---|");
    }

    void wholeRun(String what, Map<Contenders, Cost> costs) {
        add("| " + what + " | " + withNecessary(costs, Cost::wall) + " | " + withNecessary(costs, Cost::processor)
                + " |");
    }

    private static String withNecessary(Map<Contenders, Cost> costs, ToDoubleFunction<Cost> of) {
        double bare = of.applyAsDouble(cost(costs, Contenders.BARE));
        return String.format(
                Locale.ROOT,
                "%.1f | %.2f | %.2f | %.2f",
                bare,
                of.applyAsDouble(cost(costs, Contenders.NECESSARY)) / bare,
                of.applyAsDouble(cost(costs, Contenders.LEDGER)) / bare,
                of.applyAsDouble(cost(costs, Contenders.FLYWAY)) / bare);
    }

    private static String row(Map<Contenders, Cost> costs, ToDoubleFunction<Cost> of) {
        double bare = of.applyAsDouble(cost(costs, Contenders.BARE));
        return String.format(
                Locale.ROOT,
                "%.1f | %.2f | %.2f",
                bare,
                of.applyAsDouble(cost(costs, Contenders.LEDGER)) / bare,
                of.applyAsDouble(cost(costs, Contenders.FLYWAY)) / bare);
    }

    private static Cost cost(Map<Contenders, Cost> costs, Contenders contender) {
        return costs.getOrDefault(contender, new Cost(Double.NaN, Double.NaN));
    }

    /** Adds a line, and shows it at once, as a benchmark takes long. */
    void add(String line) {
        lines.add(line);
        System.out.println(line);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
