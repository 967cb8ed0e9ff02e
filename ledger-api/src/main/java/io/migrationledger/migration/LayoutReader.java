package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;
import static io.migrationledger.ErrorCode.DUPLICATE;
import static io.migrationledger.ErrorCode.MIXED_LAYOUTS;
import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the files of one source into migrations, and tells of everything that is wrong with any of them. */
final class LayoutReader {
    private final String namespace;
    private final List<String> variants;
    private final Findings findings;
    private final Map<String, SqlFile> configurations = new HashMap<>();
    private final Map<MigrationId, Candidates> byId = new LinkedHashMap<>();

    LayoutReader(String namespace, List<String> variants, Findings findings) {
        this.namespace = namespace;
        this.variants = variants;
        this.findings = findings;
    }

    /** Returns the migrations of these files that are for this dialect and can be used, sorted by id. */
    List<Migration> read(Listing listing) {
        Optional<Problem> foreign = mayBeForeign(listing) ? ForeignLayout.problem(listing) : Optional.empty();
        if (foreign.isPresent()) {
            findings.problem(foreign.get());
            return List.of();
        }
        Optional<Layout> layout = recognise(listing.scripts());
        if (layout.isEmpty()) {
            return List.of();
        }
        if (layout.get() == Layout.FLYWAY) {
            configurations(listing);
        }
        for (SqlFile file : listing.scripts()) {
            parse(layout.get(), file).ifPresent(name -> candidate(name, file));
        }
        List<Migration> migrations = new ArrayList<>(byId.size());
        for (Candidates candidates : byId.values()) {
            try {
                candidates.migration().ifPresent(migrations::add);
            } catch (LedgerException e) {
                findings.problem(new Problem(e.code(), Optional.of(candidates.id), e.what(), e.next()));
            }
        }
        for (SqlFile file : listing.code()) {
            passOver(layout.get(), file);
        }
        migrations.sort((a, b) -> a.id().compareTo(b.id()));
        return migrations;
    }

    /** Told by the first script, so that a directory of ours pays for no patterns. */
    private static boolean mayBeForeign(Listing listing) {
        List<SqlFile> scripts = listing.scripts();
        return !scripts.isEmpty()
                && (scripts.get(0).path().indexOf('/') >= 0
                        || Layout.betrayedBy(scripts.get(0).name()).isEmpty());
    }

    private void configurations(Listing listing) {
        Set<String> scripts = new HashSet<>();
        listing.scripts().forEach(file -> scripts.add(file.path()));
        for (SqlFile file : listing.configurations()) {
            configurations.put(file.path(), file);
            if (!scripts.contains(file.path().substring(0, file.path().length() - ".conf".length()))) {
                findings.problem(file.problem(
                        BAD_NAME,
                        "there is no script of this name beside it, so that its settings would not be heeded",
                        "Name it as its script, with .conf behind, or delete it."));
            }
        }
    }

    private Optional<Layout> recognise(List<SqlFile> files) {
        Layout layout = null;
        SqlFile sign = null;
        for (SqlFile file : files) {
            Layout betrayed = Layout.betrayedBy(file.name()).orElse(null);
            if (betrayed == null || betrayed == layout) {
                continue;
            }
            if (layout != null && sign != null) {
                findings.problem(new Problem(
                        MIXED_LAYOUTS,
                        Optional.empty(),
                        sign.location() + " is named in " + layout.owner() + " layout, " + file.location() + " in "
                                + betrayed.owner(),
                        "Name all files of a directory in one layout, or use two directories."));
                return Optional.empty();
            }
            layout = betrayed;
            sign = file;
        }
        return Optional.of(layout == null ? Layout.LEDGER : layout);
    }

    private Optional<FileName> parse(Layout layout, SqlFile file) {
        Optional<FileName> name = layout.parse(file.name());
        Optional<Problem> problem =
                name.isEmpty() ? Optional.of(misnamed(layout, file)) : refused(layout, name.get(), file);
        problem.ifPresent(findings::problem);
        return problem.isPresent() ? Optional.empty() : name;
    }

    private static Problem misnamed(Layout layout, SqlFile file) {
        return (layout == Layout.FLYWAY ? FlywayFiles.refused(file) : Optional.<Problem>empty())
                .orElseGet(() -> file.problem(
                        BAD_NAME,
                        "the file's name does not fit " + layout.owner() + " layout",
                        "Name it like " + layout.examples() + ". Where it is no migration, move it out of this"
                                + " directory or give it another ending than .sql."));
    }

    private static Optional<Problem> refused(Layout layout, FileName name, SqlFile file) {
        // pop's mark for a migration without a transaction
        if (layout == Layout.GOLANG_MIGRATE && file.name().contains(".autocommit.")) {
            return Optional.of(file.problem(
                    UNSUPPORTED_FILE,
                    "'.autocommit' in a file's name is pop's, and is not supported",
                    "Take it out of the name and write '-- ledger: transaction=none' at the head of the script."));
        }
        return name.dialect()
                .filter(dialect -> !DialectNames.isKnown(dialect))
                .map(dialect -> file.problem(
                        BAD_NAME,
                        "unknown dialect '" + dialect + "' in the file's name",
                        "Known dialects: " + DialectNames.known() + "."));
    }

    private void candidate(FileName name, SqlFile file) {
        MigrationId id;
        try {
            id = MigrationId.of(namespace, name.version());
        } catch (IllegalArgumentException e) {
            findings.problem(file.problem(BAD_NAME, String.valueOf(e.getMessage()), "Rename the file."));
            return;
        }
        byId.computeIfAbsent(id, Candidates::new).add(name, file);
    }

    /** Tells of a migration in code, unless a script has its version. */
    private void passOver(Layout layout, SqlFile file) {
        if (file.name().indexOf('$') >= 0) {
            return; // a class inside another
        }
        String name = Listing.asScript(file.name());
        (byId.isEmpty() ? Layout.betrayedBy(name).orElse(layout) : layout)
                .parse(name)
                .filter(words -> words.kind() != FileName.Kind.DOWN && MigrationId.isAllowed(words.version()))
                .map(words -> MigrationId.of(namespace, words.version()))
                .filter(id -> !byId.containsKey(id))
                .ifPresent(id -> findings.notRun(id, file.location()));
    }

    /** The files of one id, of which each direction uses the variant that fits best. */
    private final class Candidates {
        private final MigrationId id;
        private @Nullable Choice up;
        private @Nullable Choice down;
        private final List<Choice> seen = new ArrayList<>();

        Candidates(MigrationId id) {
            this.id = id;
        }

        void add(FileName name, SqlFile file) {
            Choice choice = new Choice(name, file);
            for (Choice other : seen) {
                boolean sameName = other.name.description().equals(name.description());
                boolean sameDialect = other.name.dialect().equals(name.dialect());
                if (other.name.kind() == name.kind() && (sameDialect || !sameName)) {
                    boolean sameFile = other.file.location().equals(file.location());
                    findings.problem(new Problem(
                            DUPLICATE,
                            Optional.of(id),
                            "two files have the version " + id + ": "
                                    + (sameFile
                                            ? "the class path has " + file.location() + " twice"
                                            : other.file.location() + " and " + file.location()),
                            sameDialect
                                    ? "Give one of them another version."
                                    : "Give one of them another version; or, where one is the other for a dialect, "
                                            + "the same name."));
                    return;
                }
            }
            seen.add(choice);
            if (name.kind() == FileName.Kind.DOWN) {
                down = better(down, choice);
            } else {
                up = better(up, choice);
            }
        }

        private @Nullable Choice better(@Nullable Choice current, Choice candidate) {
            if (candidate.rank() < 0) {
                return current;
            }
            return current == null || candidate.rank() < current.rank() ? candidate : current;
        }

        Optional<Migration> migration() {
            if (seen.stream().allMatch(choice -> choice.name.kind() == FileName.Kind.DOWN)) {
                throw LedgerException.input(
                        BAD_NAME,
                        seen.get(0).file.location() + ": a down script without its up script",
                        "Add the up script, or delete this file.");
            }
            if (up == null) {
                return Optional.empty();
            }
            SqlScript script = up.file.script();
            ScriptScan scan = ScriptScan.of(script);
            ScriptHead head = ScriptHead.of(script.location(), namespace, scan.head());
            List<String> only = head.directives().only();
            if (!only.isEmpty() && only.stream().noneMatch(variants::contains)) {
                return Optional.empty();
            }
            Directives directives = configured(up.file, head.directives());
            String description = head.header().description();
            return Optional.of(new Migration(
                    id,
                    description.isEmpty() ? up.name.description() : description,
                    up.name.kind() == FileName.Kind.REPEATABLE,
                    scan.checksum(),
                    new MigrationBody.Script(script),
                    Optional.ofNullable(down).map(choice -> new MigrationBody.Script(choice.file.script())),
                    directives,
                    down == null ? directives : downDirectives(down.file, directives),
                    head.header()));
        }

        private Directives downDirectives(SqlFile file, Directives ofUp) {
            String head = ScriptScan.of(file.script()).head();
            return configured(
                    file,
                    ScriptHead.ofDown(file.location(), namespace, head, ofUp).directives());
        }

        private Directives configured(SqlFile file, Directives directives) {
            SqlFile configuration = configurations.get(file.path() + ".conf");
            return configuration == null ? directives : FlywayFiles.configured(directives, configuration, findings);
        }
    }

    private final class Choice {
        private final FileName name;
        private final SqlFile file;

        Choice(FileName name, SqlFile file) {
            this.name = name;
            this.file = file;
        }

        /** Returns 0 for the best variant, more for a less fitting one, less than 0 for one that is for other dialects. */
        int rank() {
            return name.dialect().map(variants::indexOf).orElse(variants.size());
        }
    }
}
