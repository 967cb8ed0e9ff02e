package io.migrationledger.audit.export;

import io.migrationledger.KeptScript;
import io.migrationledger.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kept script as one line of JSON. It stands just before the event that is the first to name it. */
record ScriptLine(KeptScript script) {
    private static final String BEGINNING = "{\"script\":";

    String line() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("script", script.hash());
        members.put("text", script.text());
        return Json.write(members);
    }

    static boolean isOne(String line) {
        return line.startsWith(BEGINNING);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException where it is not written just as an export writes it, or the text is not what its hash says
     */
    static ScriptLine of(String line) {
        Members members = new Members(Json.object(line));
        ScriptLine read = new ScriptLine(new KeptScript(members.text("script"), members.text("text")));
        if (!read.line().equals(line)) {
            throw new IllegalArgumentException("it is not written as an export writes it");
        }
        if (!read.script.isIntact()) {
            throw new IllegalArgumentException("the script before it is not what its hash says");
        }
        return read;
    }
}
