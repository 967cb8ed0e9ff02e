package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;
import static io.migrationledger.ErrorCode.DUPLICATE;
import static io.migrationledger.ErrorCode.MIXED_LAYOUTS;

import io.migrationledger.LedgerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the files of one source into migrations. */
final class LayoutReader {
    private static final int SHOWN = 20;

    private final String namespace;
    private final List<String> variants;

    LayoutReader(String namespace, List<String> variants) {
        this.namespace = namespace;
        this.variants = variants;
    }

    /** Returns the migrations of these files that are for this dialect, sorted by id. */
    List<Migration> read(List<SqlFile> files) {
        Layout layout = recognise(files);
        Map<MigrationId, Candidates> byId = new LinkedHashMap<>();
        List<LedgerException> errors = new ArrayList<>();
        for (SqlFile file : files) {
            try {
                FileName name = parse(layout, file);
                byId.computeIfAbsent(id(name, file), Candidates::new).add(name, file);
            } catch (LedgerException e) {
                errors.add(e);
            }
        }
        List<Migration> migrations = new ArrayList<>(byId.size());
        for (Candidates candidates : byId.values()) {
            try {
                candidates.migration().ifPresent(migrations::add);
            } catch (LedgerException e) {
                errors.add(e);
            }
        }
        if (!errors.isEmpty()) {
            throw joined(errors);
        }
        migrations.sort((a, b) -> a.id().compareTo(b.id()));
        return migrations;
    }

    /** Returns one error that tells of all, so that a person can mend all files at once. */
    private static LedgerException joined(List<LedgerException> errors) {
        LedgerException first = errors.get(0);
        if (errors.size() == 1) {
            return first;
        }
        StringBuilder what = new StringBuilder(errors.size() + " problems:");
        for (LedgerException error : errors.subList(0, Math.min(errors.size(), SHOWN))) {
            what.append("\n  ").append(error.code().code()).append(": ").append(error.what());
        }
        if (errors.size() > SHOWN) {
            what.append("\n  and ").append(errors.size() - SHOWN).append(" more");
        }
        return LedgerException.input(first.code(), what.toString(), first.next());
    }

    private static Layout recognise(List<SqlFile> files) {
        Layout layout = null;
        SqlFile sign = null;
        for (SqlFile file : files) {
            Layout betrayed = Layout.betrayedBy(file.name()).orElse(null);
            if (betrayed == null || betrayed == layout) {
                continue;
            }
            if (layout != null && sign != null) {
                throw LedgerException.input(
                        MIXED_LAYOUTS,
                        sign.script().location() + " is named in " + layout.owner() + " layout, "
                                + file.script().location() + " in " + betrayed.owner(),
                        "Name all files of a directory in one layout, or use two directories.");
            }
            layout = betrayed;
            sign = file;
        }
        return layout == null ? Layout.LEDGER : layout;
    }

    private static FileName parse(Layout layout, SqlFile file) {
        String location = file.script().location();
        FileName name = layout.parse(file.name())
                .orElseThrow(() -> LedgerException.input(
                        BAD_NAME,
                        location + ": the file's name does not fit " + layout.owner() + " layout",
                        "Name it like " + layout.examples() + "."));
        name.dialect().filter(dialect -> !DialectNames.isKnown(dialect)).ifPresent(dialect -> {
            throw LedgerException.input(
                    BAD_NAME,
                    location + ": unknown dialect '" + dialect + "' in the file's name",
                    "Known dialects: " + DialectNames.known() + ".");
        });
        return name;
    }

    private MigrationId id(FileName name, SqlFile file) {
        try {
            return MigrationId.of(namespace, name.version());
        } catch (IllegalArgumentException e) {
            throw LedgerException.input(BAD_NAME, file.script().location() + ": " + e.getMessage(), "Rename the file.");
        }
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
                    throw LedgerException.input(
                            DUPLICATE,
                            "two files have the version " + id + ": "
                                    + other.file.script().location() + " and "
                                    + file.script().location(),
                            sameDialect
                                    ? "Give one of them another version."
                                    : "Give one of them another version; or, where one is the other for a dialect, "
                                            + "the same name.");
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
                        seen.get(0).file.script().location() + ": a down script without its up script",
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
            Optional<MigrationBody> downBody = Optional.empty();
            if (down != null) {
                ScriptScan.of(down.file.script());
                downBody = Optional.of(new MigrationBody.Script(down.file.script()));
            }
            String description = head.header().description();
            return Optional.of(new Migration(
                    id,
                    description.isEmpty() ? up.name.description() : description,
                    up.name.kind() == FileName.Kind.REPEATABLE,
                    scan.checksum(),
                    new MigrationBody.Script(script),
                    downBody,
                    head.directives(),
                    head.header()));
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
