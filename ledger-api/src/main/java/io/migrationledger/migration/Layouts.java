package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.MIXED_LAYOUTS;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds the layout that a directory is in, and reads it. */
final class Layouts {
    private static final DirectoryLayout OWN = new OwnLayout();

    private Layouts() {}

    /**
     * Returns the layout of this name: {@code liquibase}, or with options {@code liquibase:contexts=prod:labels=eu}.
     *
     * @throws LedgerException where there is none
     */
    static DirectoryLayout named(String written) {
        String[] parts = written.split(":", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : List.of(parts).subList(1, parts.length)) {
            int equals = option.indexOf('=');
            options.put(
                    equals < 0 ? option : option.substring(0, equals).strip(),
                    equals < 0 ? "" : option.substring(equals + 1).strip());
        }
        return withoutOptions(parts[0].strip()).with(options);
    }

    private static DirectoryLayout withoutOptions(String name) {
        Map<String, DirectoryLayout> byName = new TreeMap<>();
        for (DirectoryLayout layout : all()) {
            byName.putIfAbsent(layout.name(), layout);
        }
        DirectoryLayout layout = byName.get(name);
        if (layout == null) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "no layout has the name '" + name + "'",
                    "Known layouts: " + String.join(", ", byName.keySet()) + "."
                            + (byName.size() == 1 ? " " + ADD_THE_MODULE : ""));
        }
        return layout;
    }

    private static final String ADD_THE_MODULE =
            "The layouts of other tools are in the module io.migrationledger:ledger-layouts.";

    /** Reads a directory in a layout, or in the one that is recognised where none is chosen. */
    static List<Migration> read(DirectoryListing listing, Optional<DirectoryLayout> chosen, LayoutContext context) {
        try {
            Optional<DirectoryLayout> layout = chosen.isPresent() ? chosen : recognised(listing, context.findings());
            return layout.isEmpty() ? List.of() : migrations(layout.get().read(listing, context), context);
        } catch (LedgerException e) {
            context.findings().problem(new Problem(e.code(), Optional.empty(), e.what(), e.advice()));
            return List.of();
        }
    }

    /** Returns the layout that the files are in, the ledger's own where none knows them; empty where two fit equally. */
    static Optional<DirectoryLayout> recognised(DirectoryListing listing, Findings findings) {
        Map<DirectoryLayout, Recognition> best = new LinkedHashMap<>();
        Recognition.Certainty sure = Recognition.Certainty.POSSIBLE;
        for (DirectoryLayout layout : all()) {
            Optional<Recognition> recognition = layout.recognise(listing);
            if (recognition.isPresent() && recognition.get().certainty().compareTo(sure) >= 0) {
                if (recognition.get().certainty().compareTo(sure) > 0) {
                    best.clear();
                    sure = recognition.get().certainty();
                }
                best.put(layout, recognition.get());
            }
        }
        if (best.size() <= 1) {
            return Optional.of(best.isEmpty() ? OWN : best.keySet().iterator().next());
        }
        List<String> words = new ArrayList<>();
        List<String> names = new ArrayList<>();
        best.forEach((layout, recognition) -> {
            words.add("like " + layout.owner() + "'s for "
                    + recognition.decidedBy().location());
            names.add(layout.name());
        });
        findings.problem(new Problem(
                MIXED_LAYOUTS,
                Optional.empty(),
                "the layout of " + listing.name() + " is not clear: it looks " + String.join(", ", words),
                Advice.of(
                        "Say which one it is (",
                        Action.LAYOUT.about(names.toArray()),
                        "), or keep the files of each in a directory of their own.")));
        return Optional.empty();
    }

    private static List<Migration> migrations(List<LayoutMigration> found, LayoutContext context) {
        LayoutOrder order = new LayoutOrder();
        List<Read> read = new ArrayList<>(found.size());
        for (LayoutMigration one : found) {
            try {
                one.read(context)
                        .ifPresentOrElse(migration -> read.add(new Read(one, migration)), () -> order.leaveOut(one));
            } catch (LedgerException e) {
                context.findings().problem(new Problem(e.code(), Optional.of(one.id()), e.what(), e.advice()));
            }
        }
        return read.stream()
                .map(one -> order.placed(one.migration(), one.found()))
                .toList();
    }

    private record Read(LayoutMigration found, Migration migration) {}

    /** Returns the ledger's own layout and those that are on the class path, the context's and this library's. */
    private static List<DirectoryLayout> all() {
        Map<Class<?>, DirectoryLayout> found = new LinkedHashMap<>();
        found.put(OWN.getClass(), OWN);
        ClassLoader own = DirectoryLayout.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        add(found, ServiceLoader.load(DirectoryLayout.class, context));
        if (context != own) {
            add(found, ServiceLoader.load(DirectoryLayout.class, own));
        }
        return List.copyOf(found.values());
    }

    private static void add(Map<Class<?>, DirectoryLayout> found, ServiceLoader<DirectoryLayout> services) {
        try {
            for (DirectoryLayout layout : services) {
                found.putIfAbsent(layout.getClass(), layout);
            }
        } catch (ServiceConfigurationError e) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "a layout on the class path cannot be used: " + e.getMessage(),
                    "Remove the jar that brings it, or fix it.");
        }
    }
}
