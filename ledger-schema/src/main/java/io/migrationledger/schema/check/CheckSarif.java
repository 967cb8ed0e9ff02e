package io.migrationledger.schema.check;

import io.migrationledger.event.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check as SARIF 2.1.0, which code hosts show beside the lines of a pull request
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 */
public final class CheckSarif {

    private CheckSarif() {}

    /**
     * Returns the document.
     *
     * @param version of the program
     */
    public static String of(CheckResult result, String version) {
        List<@Nullable Object> rules = new ArrayList<>();
        for (CheckRule rule : CheckRule.values()) {
            rules.add(object("id", rule.id(), "shortDescription", object("text", rule.intent())));
        }
        List<@Nullable Object> results = new ArrayList<>();
        result.findings().forEach(finding -> results.add(result(finding)));
        Map<String, @Nullable Object> driver =
                object("name", "Migration Ledger", "semanticVersion", version, "rules", rules);
        return Json.write(object(
                        "$schema",
                        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
                        "version",
                        "2.1.0",
                        "runs",
                        List.of(object("tool", object("driver", driver), "results", results))))
                + "\n";
    }

    private static Map<String, @Nullable Object> result(CheckFinding finding) {
        Map<String, @Nullable Object> result = object(
                "ruleId",
                finding.rule().id(),
                "ruleIndex",
                (long) finding.rule().ordinal(),
                "level",
                "error",
                "message",
                object("text", message(finding)));
        if (!finding.file().isEmpty()) {
            Map<String, @Nullable Object> physical = object("artifactLocation", object("uri", uri(finding.file())));
            if (finding.line() > 0) {
                physical.put("region", object("startLine", (long) finding.line()));
            }
            result.put("locations", List.of(object("physicalLocation", physical)));
        }
        return result;
    }

    /** Returns a relative reference (RFC 3986, 4.2), in ASCII; what a URI reads otherwise is escaped. */
    private static String uri(String file) {
        try {
            return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // each character of a path can be escaped
        }
    }

    private static String message(CheckFinding finding) {
        StringBuilder text = new StringBuilder();
        finding.id().ifPresent(id -> text.append("migration ").append(id).append(": "));
        text.append(finding.what());
        finding.details().forEach(line -> text.append('\n').append(line));
        return text.append('\n').append(finding.next()).toString();
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
