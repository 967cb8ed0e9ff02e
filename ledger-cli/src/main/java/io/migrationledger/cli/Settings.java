package io.migrationledger.cli;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where settings come from, by rising priority: {@code ledger.properties}, the environment, the command line. */
final class Settings {
    private final Map<String, String> file;
    private final Map<String, String> environment;

    Settings(Map<String, String> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Returns a setting; an empty variable or line counts as none. */
    Optional<String> get(String key, @Nullable String flag) {
        if (flag != null) {
            return Optional.of(flag);
        }
        String variable = environment.get(Keys.variable(key));
        String value = variable == null || variable.isEmpty() ? file.get(key) : variable;
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Returns whether a switch is on. */
    boolean isOn(String key, boolean flag) {
        if (flag) {
            return true;
        }
        Optional<String> value = get(key, null);
        if (value.isEmpty()) {
            return false;
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
