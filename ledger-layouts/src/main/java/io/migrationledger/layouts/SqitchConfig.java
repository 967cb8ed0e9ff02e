package io.migrationledger.layouts;

import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.LayoutFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code sqitch.conf} says of where a project's files are, in {@code [core]} and in the section of one engine
 * (<a href="https://sqitch.org/docs/manual/sqitch-config/">sqitch's manual</a>). Everything has a default, so that there may be
 * no such file.
 */
final class SqitchConfig {
    static final String NAME = "sqitch.conf";
    static final String PLAN = "sqitch.plan";
    /** Settings whose values are paths (https://sqitch.org/docs/manual/sqitch-config/). */
    private static final List<String> PATHS = List.of(
            "plan_file",
            "top_dir",
            "deploy_dir",
            "revert_dir",
            "verify_dir",
            "reworked_dir",
            "reworked_deploy_dir",
            "reworked_revert_dir",
            "reworked_verify_dir");

    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([\\w.-]+)(?:\\s+\"([^\"]*)\")?\\s*\\].*");
    private static final Pattern SETTING = Pattern.compile("\\s*([\\w-]+)\\s*=\\s*(\"[^\"]*\"|[^#;]*?)\\s*(?:[#;].*)?");

    private final Optional<LayoutFile> file;
    private final Map<String, String> settings = new HashMap<>();
    private final Set<String> engines = new LinkedHashSet<>();

    private final String plan;

    private SqitchConfig(Optional<LayoutFile> file, String plan) {
        this.file = file;
        this.plan = plan;
    }

    static SqitchConfig of(DirectoryListing listing) {
        Optional<LayoutFile> file = listing.file(NAME);
        // Without the file that names it, a plan of another name is known by what stands in it.
        String plan = file.isPresent() || listing.file(PLAN).isPresent()
                ? PLAN
                : listing.files().stream()
                        .filter(one -> one.directory().isEmpty() && one.name().endsWith(".plan"))
                        .filter(one -> one.head().contains("%project="))
                        .map(LayoutFile::path)
                        .findFirst()
                        .orElse(PLAN);
        SqitchConfig config = new SqitchConfig(file, plan);
        config.file.ifPresent(found -> config.read(found.text()));
        return config;
    }

    private void read(String text) {
        String[] section = {""};
        text.lines().forEach(line -> {
            Matcher opened = SECTION.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (opened.matches()) {
                String name = opened.group(1).toLowerCase(Locale.ROOT);
                boolean engine = name.equals("engine") && opened.group(2) != null;
                section[0] = engine ? name + "." + opened.group(2) : name;
                if (engine) {
                    engines.add(opened.group(2));
                }
            } else if (!line.strip().startsWith("#") && !line.strip().startsWith(";") && setting.matches()) {
                String value = setting.group(2);
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                settings.put(
                        section[0] + "." + setting.group(1).toLowerCase(Locale.ROOT),
                        quoted ? value.substring(1, value.length() - 1) : value);
            }
        });
    }

    Optional<LayoutFile> file() {
        return file;
    }

    /** Returns the engine that the project says it is for, or empty where it does not say. */
    Optional<String> engine() {
        return Optional.ofNullable(settings.get("core.engine"));
    }

    /** Returns the engines that have a section of their own. */
    Set<String> engines() {
        return engines;
    }

    /** Returns where the plan may be, for any engine. */
    List<String> plans() {
        List<String> plans = new ArrayList<>();
        plans.add(plan(""));
        engines.forEach(engine -> plans.add(plan(engine)));
        return plans;
    }

    /** Returns where the plan of an engine is. */
    String plan(String engine) {
        return setting(engine, "plan_file").map(SqitchConfig::normal).orElseGet(() -> below(top(engine), plan));
    }

    /**
     * Returns where a script is.
     *
     * @param kind {@code deploy}, {@code revert} or {@code verify}
     * @param name its name without ending; that of a reworked change has a tag, and a directory of its own
     */
    String script(String engine, String kind, String name) {
        boolean reworked = name.indexOf('@') >= 0;
        String around = reworked
                ? setting(engine, "reworked_dir").map(SqitchConfig::normal).orElseGet(() -> top(engine))
                : top(engine);
        String directory = setting(engine, (reworked ? "reworked_" : "") + kind + "_dir")
                .map(SqitchConfig::normal)
                .orElseGet(() -> below(around, kind));
        return below(directory, name + "." + setting(engine, "extension").orElse("sql"));
    }

    /** Returns the settings of an engine that lead out of the directory, as {@code top_dir = ../x}. */
    List<String> outside(String engine) {
        return PATHS.stream()
                .flatMap(name ->
                        setting(engine, name)
                                .filter(SqitchConfig::leadsOut)
                                .map(value -> name + " = " + value)
                                .stream())
                .toList();
    }

    private static boolean leadsOut(String path) {
        String[] parts = path.replace('\\', '/').split("/", -1);
        int depth = 0;
        for (String part : parts) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return (parts.length > 1 && parts[0].isEmpty()) || parts[0].matches("[A-Za-z]:|~.*");
    }

    private String top(String engine) {
        return normal(setting(engine, "top_dir").orElse("."));
    }

    private Optional<String> setting(String engine, String name) {
        return Optional.ofNullable(settings.get("engine." + engine + "." + name))
                .or(() -> Optional.ofNullable(settings.get("core." + name)));
    }

    private static String below(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** Returns a path without what leads nowhere; the empty string for the directory itself. */
    private static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.replace('\\', '/').split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
