package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Problem;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a directory in Flyway's layout holds besides versioned migrations and callbacks: baseline migrations, and the settings
 * of one script in a file beside it
 * (<a href="https://documentation.red-gate.com/fd/script-configuration-277578846.html">script configuration</a>).
 */
final class FlywayFiles {
    private static final String ENDING = ".conf";

    private final DirectoryListing listing;
    private final LayoutContext context;
    /** Whether any script has settings: most directories have none. */
    private final boolean any;

    FlywayFiles(DirectoryListing listing, LayoutContext context) {
        this.listing = listing;
        this.context = context;
        boolean any = false;
        for (LayoutFile file : listing.files()) {
            any |= file.path().endsWith(ENDING);
        }
        this.any = any;
    }

    /** Returns the file with the settings of a script, or empty where it has none. */
    Optional<LayoutFile> beside(LayoutFile script) {
        return any ? listing.file(script.path() + ENDING) : Optional.empty();
    }

    /** Returns the directives with what the file beside a script says; what cannot be heeded is a problem. */
    Directives configured(Directives directives, LayoutFile script) {
        Optional<LayoutFile> configuration = beside(script);
        if (configuration.isEmpty()) {
            return directives;
        }
        Directives configured = directives;
        int number = 0;
        for (String line : (Iterable<String>) configuration.get().text().lines()::iterator) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                configured = heed(configured, text, configuration.get(), number);
            }
        }
        return configured;
    }

    private Directives heed(Directives d, String text, LayoutFile file, int line) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals).strip();
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        String setting = key.replaceFirst("^flyway\\.", "");
        List<String> flag = List.of(setting, value.toLowerCase(Locale.ROOT));
        if (flag.equals(List.of("executeInTransaction", "false"))) {
            return d.withoutTransaction();
        }
        if (flag.equals(List.of("executeInTransaction", "true"))) {
            return d.with(Directives.Transaction.AUTO);
        }
        if (flag.equals(List.of("placeholderReplacement", "false"))) {
            return d.withoutPlaceholders();
        }
        boolean already =
                flag.equals(List.of("placeholderReplacement", "true")) || flag.equals(List.of("encoding", "utf-8"));
        if (!already) {
            context.findings()
                    .problem(new Problem(
                            UNSUPPORTED_FILE,
                            Optional.empty(),
                            file.location() + ":" + line + ": the setting '" + text
                                    + "' of one script is not supported",
                            "Known here: executeInTransaction, placeholderReplacement, encoding=UTF-8. Take the line"
                                    + " out."));
        }
        return d;
    }
}
