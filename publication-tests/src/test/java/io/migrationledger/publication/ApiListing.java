package io.migrationledger.publication;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.FieldInfo;
import io.github.classgraph.MethodInfo;
import io.github.classgraph.ScanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a program can name of a jar: its public and protected types and members, read out of the class files. */
final class ApiListing {
    /** Drivers are found by ServiceLoader: what else is public in them is not for programs. */
    private static final Map<String, String> ONLY = Map.of(
            "dialect-mysql", "io.migrationledger.dialect.mysql.MysqlDialect",
            "dialect-postgres", "io.migrationledger.dialect.postgres.PostgresDialect",
            "dialect-sqlite", "io.migrationledger.dialect.sqlite.SqliteDialect");

    /** Those that the compiler writes. */
    private static final Set<String> OF_A_RECORD = Set.of("equals", "hashCode", "toString");

    private static final Set<String> OF_AN_ENUM = Set.of("values", "valueOf");

    /** What says nothing to a caller. */
    private static final Pattern NOISE = Pattern.compile(
            "\\bsynchronized | extends java\\.lang\\.(Record|Enum<[^>]*>)| implements java\\.lang\\.annotation\\.Annotation");

    /** Types that every reader knows go by their simple names. */
    private static final Pattern KNOWN =
            Pattern.compile("\\b(java\\.(lang|util|time|sql|nio\\.file)|org\\.jspecify\\.annotations)\\.(?=[A-Z])");

    private ApiListing() {}

    static String of(Module module) {
        StringBuilder text = new StringBuilder("# The public API of " + module.name() + ".\n");
        String only = ONLY.get(module.name());
        try (ScanResult scan = new ClassGraph()
                .overrideClasspath(module.jar().toString())
                .enableAllInfo()
                .scan()) {
            scan.getAllClasses().stream()
                    .filter(type -> !type.getPackageName().startsWith("io.migrationledger.internal"))
                    .filter(type -> only == null || type.getName().equals(only))
                    .filter(ApiListing::isSeen)
                    .forEach(type -> {
                        text.append('\n').append(plain(type.toString())).append('\n');
                        members(type)
                                .forEach(member ->
                                        text.append("    ").append(member).append('\n'));
                    });
        }
        return text.toString();
    }

    private static boolean isSeen(ClassInfo type) {
        return (type.isPublic() || type.isProtected())
                && !type.isSynthetic()
                && type.getOuterClasses().stream().allMatch(outer -> outer.isPublic() || outer.isProtected());
    }

    private static List<String> members(ClassInfo type) {
        List<String> members = new ArrayList<>();
        // In the order of the source: that of an enum's constants counts.
        for (FieldInfo field : type.getDeclaredFieldInfo()) {
            if ((field.isPublic() || field.isProtected()) && !field.isSynthetic()) {
                members.add(plain(field.toString()));
            }
        }
        Stream.concat(
                        type.getDeclaredConstructorInfo().stream(),
                        type.getDeclaredMethodInfo().stream().filter(method -> !isTheCompilers(type, method)))
                .filter(method -> method.isPublic() || method.isProtected())
                .filter(method -> !method.isSynthetic() && !method.isBridge())
                .map(method -> plain(method.toString()))
                .sorted()
                .forEach(members::add);
        return members;
    }

    private static String plain(String text) {
        return KNOWN.matcher(NOISE.matcher(text).replaceAll("")).replaceAll("").replace("<init>", "new");
    }

    private static boolean isTheCompilers(ClassInfo type, MethodInfo method) {
        return (type.isRecord() && OF_A_RECORD.contains(method.getName()))
                || (type.isEnum() && OF_AN_ENUM.contains(method.getName()));
    }
}
