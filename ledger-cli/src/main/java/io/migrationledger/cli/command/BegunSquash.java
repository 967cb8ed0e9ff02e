package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.Configuration;
import io.migrationledger.migration.MigrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A squash that was made without {@code --delete}: its script stands beside the files that it replaces. */
final class BegunSquash {
    private static final String REPLACES = "-- ledger: replaces=";

    private final Map<Path, String> texts = new LinkedHashMap<>();

    private BegunSquash() {}

    /** Looks for the scripts that a squash of this name has up to this migration. */
    static BegunSquash find(Invocation invocation, MigrationId last, String words) {
        Pattern name = Pattern.compile(
                "[VU]?([0-9.]+)_{1,2}" + Pattern.quote(NewName.joined(words)) + "(\\.up|\\.down)?\\.sql");
        BegunSquash begun = new BegunSquash();
        for (Configuration.Directory directory : invocation.configuration().directories()) {
            if (directory.namespace().equals(last.namespace()) && Files.isDirectory(directory.path())) {
                begun.look(directory.path(), name, last);
            }
        }
        return begun;
    }

    private void look(Path directory, Pattern pattern, MigrationId last) {
        try {
            for (Path file : SourceFiles.below(directory)) {
                Matcher name = pattern.matcher(String.valueOf(file.getFileName()));
                if (name.matches()
                        && MigrationId.of(last.namespace(), name.group(1)).equals(last)) {
                    texts.put(file, Files.readString(file));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            texts.clear(); // whoever reads the migrations says what is wrong
        }
    }

    /** Returns whether there is one. */
    boolean isThere() {
        return texts.values().stream().anyMatch(text -> text.contains(REPLACES));
    }

    /** Returns the names of its files. */
    List<String> names() {
        return texts.keySet().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    /**
     * Checks that its files are those that would be written now, and hold the same.
     *
     * @throws LedgerException where they are or do not: what they replace is not known to be in them
     */
    void check(Map<Path, String> written) {
        for (Map.Entry<Path, String> text : written.entrySet()) {
            String there = texts.get(text.getKey());
            if (there == null) {
                throw differs("the file " + text.getKey() + " is not there, and squash would write it now");
            }
            if (!there.equals(text.getValue())) {
                throw differs("the file " + text.getKey() + " is not what squash would write now");
            }
        }
        for (Path file : texts.keySet()) {
            if (!written.containsKey(file)) {
                throw differs("the file " + file + " is there, and squash would not write it now");
            }
        }
    }

    private static LedgerException differs(String what) {
        return LedgerException.input(
                ErrorCode.NOT_SQUASHABLE,
                what + ", so that the files that it replaces are not deleted",
                "Where the script is right, delete those by hand. Otherwise delete the script, and run this again.");
    }
}
