package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types, sequences and extensions. */
final class Types {
    private static final Set<String> OF_SEQUENCES =
            Set.of("start", "increment", "minimum", "maximum", "cache", "cycle", "owned by", "unlogged");

    private Types() {}

    static List<SchemaStatement> creation(EnumType type) {
        List<SchemaStatement> all = new ArrayList<>();
        all.add(SchemaStatement.of("CREATE TYPE " + Sql.name(type.name()) + " AS ENUM ("
                + String.join(", ", type.values().stream().map(Sql::text).toList()) + ")"));
        comment("TYPE", type.name(), "", type.comment(), all);
        return all;
    }

    /** Returns whether all values stay, in their order, so that new ones can be added between them. */
    static boolean grows(EnumType from, EnumType to) {
        List<String> kept = new ArrayList<>(to.values());
        kept.retainAll(from.values());
        return kept.equals(from.values());
    }

    static List<SchemaStatement> growth(EnumType from, EnumType to) {
        List<SchemaStatement> all = new ArrayList<>();
        List<String> there = new ArrayList<>(from.values());
        for (int i = 0; i < to.values().size(); i++) {
            String value = to.values().get(i);
            if (there.contains(value)) {
                continue;
            }
            String place = i > 0
                    ? " AFTER " + Sql.text(to.values().get(i - 1))
                    : there.isEmpty() ? "" : " BEFORE " + Sql.text(there.get(0));
            boolean last = i > 0 && there.indexOf(to.values().get(i - 1)) == there.size() - 1;
            all.add(SchemaStatement.of(
                    "ALTER TYPE " + Sql.name(to.name()) + " ADD VALUE " + Sql.text(value) + (last ? "" : place)));
            there.add(i, value);
        }
        comment("TYPE", to.name(), from.comment(), to.comment(), all);
        return all;
    }

    static List<SchemaStatement> creation(Domain domain, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        StringBuilder text = new StringBuilder("CREATE DOMAIN " + Sql.name(domain.name()) + " AS " + domain.type()
                + domain.collation().map(collation -> " COLLATE " + collation).orElse("")
                + domain.defaultValue().map(value -> " DEFAULT " + value).orElse("")
                + (domain.nullable() ? "" : " NOT NULL"));
        domain.checks().stream()
                .filter(check -> !check.options().containsKey("not valid"))
                .forEach(check -> text.append(' ').append(constraint(check)));
        all.add(SchemaStatement.of(text.toString()));
        domain.checks().stream()
                .filter(check -> check.options().containsKey("not valid"))
                .forEach(check -> all.add(added(domain, check)));
        domain.checks().forEach(check -> tell(domain, check, gaps));
        comment("DOMAIN", domain.name(), "", domain.comment(), all);
        gaps.options("domain " + domain.name(), domain.options(), Set.of());
        return all;
    }

    private static String constraint(Check check) {
        return "CONSTRAINT " + Sql.name(check.name()) + " CHECK (" + check.expression() + ")"
                + (check.options().containsKey("not valid") ? " NOT VALID" : "");
    }

    private static SchemaStatement added(Domain domain, Check check) {
        return SchemaStatement.losing(
                "ALTER DOMAIN " + Sql.name(domain.name()) + " ADD " + constraint(check),
                "can fail where values of " + domain.name() + " do not meet " + check.name());
    }

    private static void tell(Domain domain, Check check, Unwritten gaps) {
        String name = "check " + check.name() + " of domain " + domain.name();
        gaps.options(name, check.options(), Set.of("not valid"));
        if (!check.comment().isEmpty()) {
            gaps.add(name + " has a comment");
        }
    }

    static List<SchemaStatement> change(Domain from, Domain to, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        String alter = "ALTER DOMAIN " + Sql.name(to.name());
        if (!from.type().equals(to.type()) || !from.collation().equals(to.collation())) {
            gaps.add("domain " + to.name() + ": type was " + from.type() + ", is " + to.type());
        }
        for (Check check : from.checks()) {
            if (!to.checks().contains(check)) {
                all.add(SchemaStatement.of(alter + " DROP CONSTRAINT " + Sql.name(check.name())));
            }
        }
        if (!from.defaultValue().equals(to.defaultValue())) {
            all.add(SchemaStatement.of(alter
                    + to.defaultValue().map(value -> " SET DEFAULT " + value).orElse(" DROP DEFAULT")));
        }
        if (from.nullable() != to.nullable()) {
            all.add(
                    to.nullable()
                            ? SchemaStatement.of(alter + " DROP NOT NULL")
                            : SchemaStatement.losing(
                                    alter + " SET NOT NULL", "fails where a value of " + to.name() + " is NULL"));
        }
        for (Check check : to.checks()) {
            if (!from.checks().contains(check)) {
                all.add(added(to, check));
                tell(to, check, gaps);
            }
        }
        comment("DOMAIN", to.name(), from.comment(), to.comment(), all);
        return all;
    }

    static List<SchemaStatement> creation(CompositeType type, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        all.add(SchemaStatement.of("CREATE TYPE " + Sql.name(type.name()) + " AS ("
                + String.join(
                        ", ", type.attributes().stream().map(Types::attribute).toList()) + ")"));
        comment("TYPE", type.name(), "", type.comment(), all);
        type.attributes().forEach(one -> tell(type, one, gaps));
        return all;
    }

    private static void tell(CompositeType type, Column one, Unwritten gaps) {
        gaps.options("attribute " + type.name() + "." + one.name(), one.options(), Set.of());
        if (!one.comment().isEmpty()) {
            gaps.add("attribute " + type.name() + "." + one.name() + " has a comment");
        }
    }

    private static String attribute(Column one) {
        return Sql.name(one.name()) + " " + one.type()
                + one.collation().map(collation -> " COLLATE " + collation).orElse("");
    }

    static List<SchemaStatement> change(CompositeType from, CompositeType to, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        String alter = "ALTER TYPE " + Sql.name(to.name());
        for (Column one : from.attributes()) {
            if (named(to, one.name()).isEmpty()) {
                all.add(SchemaStatement.losing(
                        alter + " DROP ATTRIBUTE " + Sql.name(one.name()),
                        "drops attribute " + to.name() + "." + one.name()));
            }
        }
        for (Column one : to.attributes()) {
            Optional<Column> before = named(from, one.name());
            if (before.isEmpty()) {
                all.add(SchemaStatement.of(alter + " ADD ATTRIBUTE " + attribute(one)));
                tell(to, one, gaps);
            } else if (!attribute(before.get()).equals(attribute(one))) {
                all.add(SchemaStatement.losing(
                        alter + " ALTER ATTRIBUTE " + Sql.name(one.name()) + " TYPE " + one.type()
                                + one.collation()
                                        .map(collation -> " COLLATE " + collation)
                                        .orElse(""),
                        "can fail where a value of " + to.name() + "." + one.name() + " does not fit " + one.type()));
            }
        }
        comment("TYPE", to.name(), from.comment(), to.comment(), all);
        return all;
    }

    private static Optional<Column> named(CompositeType type, String name) {
        return type.attributes().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    static List<SchemaStatement> creation(Sequence sequence, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        String unlogged = sequence.options().containsKey("unlogged") ? "UNLOGGED " : "";
        all.add(SchemaStatement.of("CREATE " + unlogged + "SEQUENCE " + Sql.name(sequence.name())
                + (sequence.type().equals("bigint") ? "" : " AS " + sequence.type()) + counting(sequence.options())));
        comment("SEQUENCE", sequence.name(), "", sequence.comment(), all);
        gaps.options("sequence " + sequence.name(), sequence.options(), OF_SEQUENCES);
        return all;
    }

    private static String counting(Map<String, String> options) {
        return " START WITH " + options.getOrDefault("start", "1") + " INCREMENT BY "
                + options.getOrDefault("increment", "1") + " MINVALUE " + options.getOrDefault("minimum", "1")
                + " MAXVALUE " + options.getOrDefault("maximum", "9223372036854775807") + " CACHE "
                + options.getOrDefault("cache", "1") + (options.containsKey("cycle") ? " CYCLE" : "");
    }

    static List<SchemaStatement> change(Sequence from, Sequence to) {
        List<SchemaStatement> all = new ArrayList<>();
        String alter = "ALTER SEQUENCE " + Sql.name(to.name());
        String before = from.type() + counting(from.options());
        if (!before.equals(to.type() + counting(to.options()))) {
            String sql = alter + " AS " + to.type() + counting(to.options())
                    + (to.options().containsKey("cycle") ? "" : " NO CYCLE");
            all.add(
                    Numbers.isNarrower(counting(from.options()), counting(to.options()))
                            ? SchemaStatement.losing(
                                    sql, "can fail where sequence " + to.name() + " stands beyond that")
                            : SchemaStatement.of(sql));
        }
        comment("SEQUENCE", to.name(), from.comment(), to.comment(), all);
        return all;
    }

    /** Returns what ties a sequence to its column, or unties it. */
    static Optional<SchemaStatement> owner(Optional<Sequence> from, Sequence to) {
        String before =
                from.map(one -> one.options().getOrDefault("owned by", "")).orElse("");
        String after = to.options().getOrDefault("owned by", "");
        if (before.equals(after)) {
            return Optional.empty();
        }
        int dot = after.lastIndexOf('.');
        return Optional.of(SchemaStatement.of("ALTER SEQUENCE " + Sql.name(to.name()) + " OWNED BY "
                + (dot < 0 ? "NONE" : Sql.name(after.substring(0, dot)) + "." + Sql.name(after.substring(dot + 1)))));
    }

    static List<SchemaStatement> creation(Extension extension) {
        List<SchemaStatement> all = new ArrayList<>();
        all.add(SchemaStatement.of(
                "CREATE EXTENSION " + Sql.name(extension.name()) + " VERSION " + Sql.text(extension.version())));
        return all;
    }

    static void comment(String kind, String name, String from, String to, List<SchemaStatement> all) {
        if (!from.equals(to)) {
            all.add(Tables.comment(kind + " " + Sql.name(name), to));
        }
    }
}
