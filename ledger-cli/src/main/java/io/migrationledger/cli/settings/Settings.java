package io.migrationledger.cli.settings;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, by rising priority: {@code ledger.properties}, the file of a named environment, the
 * environment variables, the command line.
 */
public final class Settings {
    private final Map<String, String> file;
    private final Map<String, String> environment;

    private Settings(Map<String, String> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Reads the files.
     *
     * @throws LedgerException where a file that was asked for does not exist, or a key or variable is unknown
     */
    public static Settings of(CommonOptions options, Surroundings surroundings) {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        Variables.check(environment);
        surroundings.url().ifPresent(url -> environment.put(Keys.variable(Keys.URL), url));
        Common common = Common.read(options, environment, surroundings.workingDirectory());
        Optional<String> chosen = given(options.env, environment.get(Keys.variable(Keys.ENV)));
        if (chosen.isEmpty()) {
            return new Settings(common.settings(), environment);
        }
        NamedEnvironment named = common.environment(chosen.get());
        named.checkUrl(
                options.url != null ? options.url : surroundings.url().orElse(null),
                environment.get(Keys.variable(Keys.URL)));
        return new Settings(named.settings(), environment);
    }

    /**
     * Reads the files for a database beside that of the command, which the variables are about.
     *
     * @param options name its environment or its address
     * @throws LedgerException where a file that was asked for does not exist, or the environment names no database
     */
    public static Settings ofOther(CommonOptions options, Surroundings surroundings) {
        if (options.env == null) {
            return of(options, surroundings.withoutUrl());
        }
        Map<String, String> environment = surroundings.environment();
        NamedEnvironment named = Common.read(options, environment, surroundings.workingDirectory())
                .environment(options.env);
        named.checkOwnUrl();
        return new Settings(named.settings(), named.without(environment));
    }

    /**
     * The file that holds for all environments.
     *
     * @param settings what it says; nothing where it was not asked for and does not exist
     */
    private record Common(Path here, String name, Map<String, String> settings) {
        static Common read(CommonOptions options, Map<String, String> environment, Path here) {
            Optional<String> config = given(options.config, environment.get(Keys.variable(Keys.CONFIG)));
            String name = config.orElse(PropertiesFile.NAME);
            Map<String, String> settings = config.isPresent() || Files.exists(here.resolve(name))
                    ? PropertiesFile.read(here, name, "Check the name after --config, or LEDGER_CONFIG.")
                    : Map.of();
            return new Common(here, name, settings);
        }

        NamedEnvironment environment(String chosen) {
            return NamedEnvironment.read(chosen, here, name, settings);
        }
    }

    private static Optional<String> given(@Nullable String flag, @Nullable String variable) {
        String value = flag != null ? flag : variable;
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Returns a setting; an empty variable or line counts as none. */
    public Optional<String> get(String key, @Nullable String flag) {
        List<String> all = all(key, flag);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** Returns what the environment variables say of a setting; an empty one counts as none. */
    Optional<String> fromEnvironment(String key) {
        return said(environment.getOrDefault(Keys.variable(key), ""));
    }

    /** Returns what the files say of a setting; an empty line counts as none. */
    Optional<String> fromFile(String key) {
        return said(file.getOrDefault(key, ""));
    }

    private static Optional<String> said(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Returns what the places say of a setting, the one that wins first. */
    List<String> all(String key, @Nullable String flag) {
        List<String> all = new ArrayList<>(3);
        if (flag != null) {
            all.add(flag);
        }
        fromEnvironment(key).ifPresent(all::add);
        fromFile(key).ifPresent(all::add);
        return all;
    }

    /** Returns whether a switch is on. */
    boolean isOn(String key, boolean flag) {
        if (flag) {
            return true;
        }
        return isTrue(key, null, false);
    }

    /** Returns a choice of true and false. */
    boolean isTrue(String key, @Nullable String given, boolean otherwise) {
        Optional<String> value = get(key, given);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default ->
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION, key + "=" + value.get(), "Write " + key + "=true or " + key + "=false.");
        };
    }

    /** Returns the placeholders of all three places. */
    Map<String, String> placeholders(Map<String, String> flags) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : file.entrySet()) {
            if (entry.getKey().startsWith(Keys.PLACEHOLDER)) {
                all.put(entry.getKey().substring(Keys.PLACEHOLDER.length()), entry.getValue());
            }
        }
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (entry.getKey().startsWith(Keys.PLACEHOLDER_VARIABLE)) {
                all.put(entry.getKey().substring(Keys.PLACEHOLDER_VARIABLE.length()), entry.getValue());
            }
        }
        all.putAll(flags);
        return all;
    }
}
