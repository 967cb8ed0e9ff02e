package io.migrationledger.spring.autoconfigure;

import io.migrationledger.AdoptOptions;
import io.migrationledger.ErrorCode;
import io.migrationledger.ExpectedHead;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spring.MigratedDatabase;
import io.migrationledger.spring.MigratorCustomizer;
import io.migrationledger.spring.StartMode;
import io.migrationledger.spring.StartOptions;
import io.migrationledger.spring.StartRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a migrator out of properties and beans.
 *
 * @param loader the application's class loader
 * @param application the application's name; empty where it has none
 * @param listeners the application's listeners, in order
 * @param customizers what the application changes, in order
 */
record DatabaseFactory(
        ClassLoader loader,
        Optional<String> application,
        List<MigrationListener> listeners,
        List<MigratorCustomizer> customizers) {

    /**
     * Returns a database that the start migrates.
     *
     * @param mode what holds where the settings name no mode
     * @param dataSource where to; null where the settings have an address
     * @param code the application's migrations in Java
     * @throws LedgerException where the settings cannot be used
     */
    MigratedDatabase database(
            String name,
            DatabaseSettings settings,
            StartMode mode,
            @Nullable DataSource dataSource,
            List<JavaMigration> code) {
        Access access = new Access(settings, dataSource);
        Migrator.Builder builder = access.builder();
        sources(settings, access, !code.isEmpty()).forEach(builder::source);
        if (!code.isEmpty()) {
            builder.source(Migrations.java(code.toArray(new JavaMigration[0])));
        }
        set(builder, settings);
        StartRecord record = new StartRecord();
        List<MigrationListener> all = new ArrayList<>(List.of(record, new StartLog()));
        all.addAll(listeners);
        builder.listener(new Listeners(List.copyOf(all)));
        customizers.forEach(customizer -> customizer.customize(name, builder));
        StartOptions start = new StartOptions(
                Objects.requireNonNullElse(settings.mode(), mode), settings.outOfOrder(), settings.waitTimeout());
        return new MigratedDatabase(name, builder.build(), start, record);
    }

    private List<FileSource> sources(DatabaseSettings settings, Access access, boolean hasCode) {
        Locations locations = new Locations(loader, access::vendor);
        List<FileSource> found = new ArrayList<>(locations.sources(settings.namespace(), places(settings, hasCode)));
        settings.namespaces().forEach((namespace, places) -> found.addAll(locations.sources(namespace, places)));
        List<FileSource> sources = new ArrayList<>();
        for (FileSource one : found) {
            FileSource source = settings.layout() == null ? one : one.layout(settings.layout());
            for (String pattern : settings.exclude()) {
                source = source.exclude(pattern);
            }
            sources.add(source);
        }
        return sources;
    }

    /** Where nothing is said and there is no default place, the error names the ledger's own. */
    private List<String> places(DatabaseSettings settings, boolean hasCode) {
        if (settings.locations() != null) {
            return settings.locations();
        }
        Optional<String> found = Locations.found(loader);
        if (found.isPresent()) {
            return List.of(found.get());
        }
        boolean enough = hasCode || !settings.namespaces().isEmpty();
        return enough ? List.of() : List.of("classpath:" + Locations.DEFAULTS.get(0));
    }

    private void set(Migrator.Builder builder, DatabaseSettings settings) {
        given(settings.schema(), builder::schema);
        given(settings.table(), builder::table);
        given(settings.lockTimeout(), builder::lockTimeout);
        given(settings.statementLockTimeout(), builder::statementLockTimeout);
        given(settings.statementTimeout(), builder::statementTimeout);
        builder.lockRetries(settings.lockRetries());
        settings.placeholders().forEach(builder::placeholder);
        builder.replacePlaceholders(settings.replacePlaceholders());
        builder.onExisting(settings.onExisting());
        if (settings.ignoreMissing()) {
            builder.ignoreMissing();
        }
        if (settings.newLedger()) {
            builder.newLedger();
        }
        builder.keepScripts(settings.keepScripts());
        builder.keepSnapshots(settings.keepSnapshots());
        given(settings.expectHead(), text -> builder.expectHead(head(text)));
        given(settings.onDrift(), builder::onDrift);
        adopt(settings).ifPresent(builder::adopt);
        Optional.ofNullable(settings.application()).or(() -> application).ifPresent(builder::application);
    }

    private static ExpectedHead head(String text) {
        return ExpectedHead.parse(text)
                .orElseThrow(
                        () -> LedgerException.input(
                                ErrorCode.BAD_OPTION,
                                "migration-ledger.expect-head=" + text + " is not the head of a ledger",
                                "Set it to the number and the whole hash that a run ended with: 38:3f9a…, with all 64 digits."));
    }

    private static Optional<AdoptOptions> adopt(DatabaseSettings settings) {
        if (settings.adopt() == null) {
            if (settings.adoptTable() != null || settings.adoptEdited() != null) {
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "adopt-table or adopt-edited is set, and adopt is not",
                        "Set migration-ledger.adopt to the other tool's name, or to any.");
            }
            return Optional.empty();
        }
        AdoptOptions options =
                settings.adopt().equals("any") ? AdoptOptions.ANY : AdoptOptions.ANY.from(settings.adopt());
        if (settings.adoptTable() != null) {
            options = options.table(settings.adoptTable());
        }
        if (settings.adoptEdited() != null) {
            options = options.acceptEdited(settings.adoptEdited());
        }
        return Optional.of(options);
    }

    private static <T> void given(@Nullable T value, Consumer<T> use) {
        if (value != null) {
            use.accept(value);
        }
    }
}
