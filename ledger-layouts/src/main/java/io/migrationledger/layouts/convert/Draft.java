package io.migrationledger.layouts.convert;

import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A script as it is to be written, and the settings that are to stand beside it. */
final class Draft {
    private final String path;
    private final ScriptText script;
    private final List<String> settings = new ArrayList<>();

    Draft(String path, ScriptText script) {
        this.path = path;
        this.script = script;
    }

    String path() {
        return path;
    }

    ScriptText script() {
        return script;
    }

    /** Adds a setting that is not there yet. */
    void set(String key, String value) {
        String line = key + "=" + value.replaceAll("\\s+", " ").strip();
        if (!settings.contains(line)) {
            settings.add(line);
        }
    }

    /** Returns the files: the script, and maybe its settings. */
    List<ConvertedFile> files() {
        String from = script.text().location();
        List<ConvertedFile> files = new ArrayList<>();
        files.add(new ConvertedFile(path, from, script.text()));
        if (!settings.isEmpty()) {
            String text = "# Of " + path.substring(path.lastIndexOf('/') + 1)
                    + ": what neither its name nor its text says.\n" + String.join("\n", settings) + "\n";
            files.add(new ConvertedFile(path + ".ledger", from, new Text(path + ".ledger", text)));
        }
        return files;
    }

    /** Returns a file as the ledger's own layout reads it, named by its new place. */
    static LayoutFile listed(ConvertedFile file) {
        return new LayoutFile(file.path(), new Placed(file.path(), file.text()));
    }

    private record Text(String location, String text) implements SqlScript {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Placed(String location, SqlScript text) implements SqlScript {
        @Override
        public InputStream open() throws IOException {
            return text.open();
        }
    }
}
