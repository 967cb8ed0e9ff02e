package io.migrationledger.dialect.postgres.schema;

/**
 * The queries of the catalogues, each for the whole schema (<a
 * href="https://www.postgresql.org/docs/current/catalogs.html">system catalogs</a>). Columns named {@code "o: …"} are options, those named {@code "f: …"} flags.
 * What belongs to an extension is told by its name alone.
 */
final class Queries {
    private static final String NAMESPACE = "(SELECT n.oid FROM pg_namespace n WHERE n.nspname = :schema)";

    private static String notOfAnExtension(String catalog, String oid) {
        return " NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '" + catalog + "'::regclass AND e.objid = " + oid
                + " AND e.deptype = 'e') ";
    }

    private static final String IN_SCHEMA = " c.relnamespace = " + NAMESPACE
            + " AND c.relname NOT IN (:table, :scripts, :lease, :trial) AND" + notOfAnExtension("pg_class", "c.oid");

    /**
     * Whatever stands in a schema depends on it, and what belongs to an extension depends on that, too (<a
     * href="https://www.postgresql.org/docs/current/catalog-pg-depend.html">pg_depend</a>). One look into an index for each schema.
     */
    static final String OTHER_SCHEMAS = """
            SELECT n.nspname FROM pg_catalog.pg_namespace n
            WHERE n.nspname NOT IN ('information_schema', ?) AND NOT pg_catalog.starts_with(n.nspname, 'pg_')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid AND e.deptype = 'e')
              AND EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid
                AND d.deptype = 'n' AND d.classid <> 'pg_catalog.pg_extension'::pg_catalog.regclass
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'))
            ORDER BY 1""";

    /**
     * The texts of constants and names follow these settings, and names are qualified where the path does not lead to them
     * (https://www.postgresql.org/docs/current/runtime-config-compatible.html).
     */
    static final String SETTINGS = """
            SELECT set_config('search_path', quote_ident(:schema) || ', pg_temp', true), set_config('DateStyle', 'ISO, YMD', true),
              set_config('IntervalStyle', 'postgres', true), set_config('TimeZone', 'UTC', true),
              set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true),
              set_config('quote_all_identifiers', 'off', true), set_config('standard_conforming_strings', 'on', true)""";

    static final String RELATIONS = """
            SELECT c.relname, c.relkind,
              c.relpersistence = 'u' AS "f: unlogged",
              c.relrowsecurity AS "f: row security", c.relforcerowsecurity AS "f: force row security",
              CASE WHEN c.relkind IN ('r', 'p') THEN
                CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' END
              END AS "o: replica identity",
              EXISTS (SELECT FROM pg_trigger g JOIN pg_constraint k ON k.oid = g.tgconstraint AND k.contype = 'f'
                WHERE g.tgrelid = c.oid AND g.tgenabled = 'D') AS "f: foreign keys disabled",
              array_to_string(ARRAY(SELECT o FROM unnest(c.reloptions) o ORDER BY o), ', ') AS "o: with",
              (SELECT array_to_string(ARRAY(SELECT o FROM unnest(toast.reloptions) o ORDER BY o), ', ')
                FROM pg_class toast WHERE toast.oid = c.reltoastrelid) AS "o: toast",
              CASE WHEN c.relkind <> 'S' THEN NULLIF(am.amname, 'heap') END AS "o: access method",
              ts.spcname AS "o: tablespace",
              CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS "o: of type",
              (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i
                WHERE i.inhrelid = c.oid AND NOT c.relispartition) AS "o: inherits",
              fs.srvname AS "o: server", array_to_string(ft.ftoptions, ', ') AS "o: server options",
              CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS viewdef,
              CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partkey,
              CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
              (SELECT i.inhparent::regclass::text FROM pg_inherits i WHERE i.inhrelid = c.oid AND c.relispartition) AS whole,
              CASE WHEN c.relkind = 'c' THEN obj_description(c.reltype, 'pg_type') ELSE obj_description(c.oid, 'pg_class') END
                AS comment,
              format_type(s.seqtypid, NULL) AS seqtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
              (SELECT o.relname || '.' || a.attname FROM pg_depend d JOIN pg_class o ON o.oid = d.refobjid
                JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
                AND d.deptype = 'a' AND c.relkind = 'S') AS owner
            FROM pg_class c
              LEFT JOIN pg_am am ON am.oid = c.relam LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
              LEFT JOIN pg_sequence s ON s.seqrelid = c.oid
              LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
            WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
              AND NOT (c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'))
              AND""" + IN_SCHEMA;

    static String columns(boolean withCompression) {
        return """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
              pg_get_expr(d.adbin, d.adrelid) AS expression, a.attidentity, a.attgenerated,
              CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
              col_description(c.oid, a.attnum) AS comment,
              CASE WHEN a.attstorage <> t.typstorage THEN
                CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END
              END AS "o: storage",
              COMPRESSION AS "o: compression",
              CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS "o: statistics",
              array_to_string(a.attoptions, ', ') AS "o: with",
              array_to_string(a.attfdwoptions, ', ') AS "o: server options",
              CASE WHEN a.attinhcount > 0 AND NOT c.relispartition THEN
                CASE WHEN a.attislocal THEN 'and own' ELSE 'true' END END AS "o: inherited",
              i.seqname AS "o: sequence name", i.seqoptions AS "o: sequence"
            FROM pg_class c
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
              LEFT JOIN LATERAL (SELECT sc.relname AS seqname, 'START WITH ' || s.seqstart || ' INCREMENT BY ' || s.seqincrement
                  || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache
                  || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END AS seqoptions
                FROM pg_depend p JOIN pg_sequence s ON s.seqrelid = p.objid JOIN pg_class sc ON sc.oid = p.objid
                WHERE a.attidentity <> '' AND p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass
                  AND p.refobjid = c.oid AND p.refobjsubid = a.attnum AND p.deptype = 'i') i ON true
            WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND""".replace(
                                "COMPRESSION",
                                withCompression
                                        ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
                                        : "NULL::text")
                + IN_SCHEMA + " ORDER BY c.relname, a.attnum";
    }

    private static String names(String relation, String numbers, String form) {
        return "(SELECT string_agg(" + form + ", " + (form.startsWith("quote") ? "', '" : "chr(31)")
                + " ORDER BY u.n) FROM unnest(" + numbers + ") WITH ORDINALITY u(attnum, n)"
                + " JOIN pg_attribute a ON a.attrelid = " + relation + " AND a.attnum = u.attnum)";
    }

    /** A constraint that a partition has from its whole follows from that one. */
    static final String CONSTRAINTS = "SELECT c.relname, t.typname, k.conname, k.contype, "
            + names("k.conrelid", "k.conkey", "a.attname") + " AS columns, "
            + names("k.conrelid", "k.conkey", "quote_ident(a.attname)") + " AS quoted, "
            + names("k.confrelid", "k.confkey", "a.attname") + " AS refcolumns, "
            + names("k.confrelid", "k.confkey", "quote_ident(a.attname)") + " AS refquoted, "
            + """
              CASE WHEN rn.nspname = :schema THEN rc.relname ELSE rn.nspname || '.' || rc.relname END AS reftable,
              k.confrelid::regclass::text AS refquotedtable,
              k.confupdtype, k.confdeltype, k.confmatchtype,
              CASE WHEN k.condeferred THEN 'initially deferred' WHEN k.condeferrable THEN 'initially immediate' END
                AS "o: deferrable",
              NOT k.convalidated AS "f: not valid", k.connoinherit,
              k.conparentid <> 0 OR (k.coninhcount > 0 AND NOT k.conislocal) AS "f: inherited",
              pg_get_constraintdef(k.oid) AS definition, pg_get_expr(k.conbin, k.conrelid) AS expression,
              obj_description(k.oid, 'pg_constraint') AS comment,
              array_to_string(ARRAY(SELECT o FROM unnest(ic.reloptions) o ORDER BY o), ', ') AS "o: with",
              ts.spcname AS "o: tablespace",
              i.indisclustered AS "f: clustered", i.indisreplident AS "f: replica identity"
            FROM pg_constraint k
              LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
              LEFT JOIN pg_class rc ON rc.oid = k.confrelid LEFT JOIN pg_namespace rn ON rn.oid = rc.relnamespace
              LEFT JOIN pg_class ic ON ic.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
              LEFT JOIN pg_index i ON i.indexrelid = ic.oid LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
            WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND NOT (k.contype IN ('f', 'x') AND k.conparentid <> 0)
              AND k.connamespace = :namespace
              AND (k.contypid <> 0 OR """.replace(":namespace", NAMESPACE) + IN_SCHEMA + ")";

    static String indexes(boolean withNullsNotDistinct) {
        return """
            SELECT c.relname, ic.relname AS index, i.indisunique, am.amname, i.indisvalid AND i.indisready AS valid,
              pg_get_expr(i.indpred, i.indrelid) AS predicate,
              array_to_string(ARRAY(SELECT o FROM unnest(ic.reloptions) o ORDER BY o), ', ') AS "with",
              ts.spcname, i.indisclustered, i.indisreplident, NULLS AS nulls, ic.relispartition,
              obj_description(ic.oid, 'pg_class') AS comment,
              n.k > i.indnkeyatts AS included, a.attname, pg_get_indexdef(i.indexrelid, n.k, false) AS expression,
              (i.indoption[n.k - 1] & 1) = 1 AS descending, (i.indoption[n.k - 1] & 2) = 2 AS nullsfirst,
              CASE WHEN NOT oc.opcdefault THEN CASE WHEN pg_opclass_is_visible(oc.oid) THEN '' ELSE
                (SELECT quote_ident(nspname) || '.' FROM pg_namespace WHERE pg_namespace.oid = oc.opcnamespace) END
                || quote_ident(oc.opcname) END AS "o: operator class",
              array_to_string(ia.attoptions, ', ') AS "o: operator class options",
              CASE WHEN i.indcollation[n.k - 1] <> 0 AND i.indcollation[n.k - 1] <> COALESCE(a.attcollation, it.typcollation)
                THEN i.indcollation[n.k - 1]::regcollation::text END AS "o: collation",
              CASE WHEN ia.attstattarget >= 0 THEN ia.attstattarget END AS "o: statistics"
            FROM pg_index i
              JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
              JOIN pg_am am ON am.oid = ic.relam LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
              CROSS JOIN LATERAL generate_series(1, i.indnatts) n(k)
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[n.k - 1] AND a.attnum <> 0
              LEFT JOIN pg_attribute ia ON ia.attrelid = ic.oid AND ia.attnum = n.k
              LEFT JOIN pg_type it ON it.oid = ia.atttypid
              LEFT JOIN pg_opclass oc ON oc.oid = i.indclass[n.k - 1]
            WHERE NOT EXISTS (SELECT FROM pg_constraint k
                WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
              AND""".replace("NULLS AS", withNullsNotDistinct ? "i.indnullsnotdistinct AS" : "false AS")
                + IN_SCHEMA + " ORDER BY c.relname, ic.relname, n.k";
    }

    /** Triggers that a partition has from its whole follow from that one, unless they are turned off or on by themselves. */
    static final String PARTS = """
            SELECT 'trigger' AS kind, c.relname, t.tgname AS name, pg_get_triggerdef(t.oid, true) AS definition,
              CASE t.tgenabled WHEN 'D' THEN 'false' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS "o: enabled",
              CASE w.tgenabled WHEN 'D' THEN 'false' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' WHEN 'O' THEN 'true' END
                AS "o: inherited",
              NULL AS "o: target", obj_description(t.oid, 'pg_trigger') AS comment
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid LEFT JOIN pg_trigger w ON w.oid = t.tgparentid
            WHERE (NOT t.tgisinternal AND t.tgparentid = 0 OR t.tgenabled <> w.tgenabled)
              AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't') AND""" + IN_SCHEMA + """
            UNION ALL
            SELECT 'rule', c.relname, r.rulename, pg_get_ruledef(r.oid, true),
              CASE r.ev_enabled WHEN 'D' THEN 'false' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END, NULL,
              NULL, obj_description(r.oid, 'pg_rewrite')
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            WHERE r.rulename <> '_RETURN' AND""" + IN_SCHEMA + """
            UNION ALL
            SELECT 'statistics', c.relname, s.stxname, replace(pg_get_statisticsobjdef(s.oid),
                'CREATE STATISTICS ' || quote_ident(:schema) || '.', 'CREATE STATISTICS '),
              NULL, NULL, CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget::text END,
              obj_description(s.oid, 'pg_statistic_ext')
            FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
            WHERE""" + IN_SCHEMA;

    static final String POLICIES = """
            SELECT c.relname, p.polname, p.polpermissive,
              CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                ELSE 'ALL' END AS command,
              (SELECT string_agg(CASE u.role WHEN 0 THEN 'public' ELSE pg_get_userbyid(u.role) END, chr(31))
                FROM unnest(p.polroles) u(role)) AS roles,
              pg_get_expr(p.polqual, p.polrelid) AS "using", pg_get_expr(p.polwithcheck, p.polrelid) AS "check",
              obj_description(p.oid, 'pg_policy') AS comment
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE""" + IN_SCHEMA;

    static final String TYPES = """
            SELECT t.typname, t.typtype, t.typnotnull, format_type(t.typbasetype, t.typtypmod) AS base,
              pg_get_expr(t.typdefaultbin, 0) AS expression,
              CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END AS collation,
              (SELECT string_agg(e.enumlabel, chr(31) ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
                AS labels,
              obj_description(t.oid, 'pg_type') AS comment
            FROM pg_type t LEFT JOIN pg_type b ON b.oid = t.typbasetype
            WHERE t.typtype IN ('e', 'd') AND t.typnamespace = """ + NAMESPACE + " AND" + notOfAnExtension("pg_type", "t.oid");

    /** What makes the constructors of a range type is that type. */
    static final String ROUTINES = """
            SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'w' THEN 'window function' ELSE 'function' END AS kind,
              p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
              pg_get_functiondef(p.oid) AS definition, quote_ident(:schema) AS schema,
              obj_description(p.oid, 'pg_proc') AS comment
            FROM pg_proc p
            WHERE p.prokind <> 'a' AND p.proname NOT IN (:function, :scriptsfunction)
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                AND d.deptype IN ('e', 'i'))
              AND p.pronamespace = """ + NAMESPACE;

    private static String other(String kind, String name, String definition, String from, String namespace) {
        String catalog = from.substring(0, from.indexOf(' '));
        return "SELECT '" + kind + "' AS kind, " + name + " AS name, " + definition + " AS definition,"
                + " obj_description(x.oid, '" + catalog + "') AS comment FROM " + from + " WHERE x." + namespace + " = "
                + NAMESPACE + " AND" + notOfAnExtension(catalog, "x.oid");
    }

    private static String words(String... namesAndValues) {
        StringBuilder words = new StringBuilder("concat_ws(', '");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            words.append(", '")
                    .append(namesAndValues[i])
                    .append(" = ' || (")
                    .append(namesAndValues[i + 1])
                    .append(")::text");
        }
        return words.append(")").toString();
    }

    private static String unless0(String column, String type) {
        return "CASE WHEN " + column + " <> 0 THEN " + column + "::" + type + "::text END";
    }

    /** What has no statement of its own in the catalogue is told by what the catalogue says, by names and without numbers. */
    static final String OTHERS = String.join(
            " UNION ALL ",
            "SELECT 'schema' AS kind, nspname::text AS name, '' AS definition, obj_description(oid, 'pg_namespace') AS comment"
                    + " FROM pg_namespace WHERE nspname = :schema",
            "SELECT 'extension', extname::text, extversion, obj_description(oid, 'pg_extension') FROM pg_extension"
                    + " WHERE extnamespace = " + NAMESPACE,
            other(
                    "aggregate",
                    "x.proname || '(' || pg_get_function_identity_arguments(x.oid) || ')'",
                    words(
                            "kind", "g.aggkind",
                            "transition", "g.aggtransfn::text",
                            "state", "format_type(g.aggtranstype, NULL)",
                            "space", "NULLIF(g.aggtransspace, 0)",
                            "final", unless0("g.aggfinalfn::oid", "regproc"),
                            "final extra", "NULLIF(g.aggfinalextra, false)",
                            "final modify", "g.aggfinalmodify",
                            "combine", unless0("g.aggcombinefn::oid", "regproc"),
                            "serial", unless0("g.aggserialfn::oid", "regproc"),
                            "deserial", unless0("g.aggdeserialfn::oid", "regproc"),
                            "moving", unless0("g.aggmtransfn::oid", "regproc"),
                            "moving inverse", unless0("g.aggminvtransfn::oid", "regproc"),
                            "moving state",
                                    "CASE WHEN g.aggmtranstype <> 0 THEN format_type(g.aggmtranstype, NULL) END",
                            "moving final", unless0("g.aggmfinalfn::oid", "regproc"),
                            "sort", unless0("g.aggsortop", "regoper"),
                            "initial", "g.agginitval",
                            "moving initial", "g.aggminitval",
                            "parallel", "x.proparallel",
                            "result", "pg_get_function_result(x.oid)"),
                    "pg_proc x JOIN pg_aggregate g ON g.aggfnoid = x.oid",
                    "pronamespace"),
            other(
                    "range type",
                    "x.typname::text",
                    words(
                            "subtype", "format_type(r.rngsubtype, NULL)",
                            "collation", unless0("r.rngcollation", "regcollation"),
                            "operator class", "(SELECT opcname FROM pg_opclass o WHERE o.oid = r.rngsubopc)",
                            "canonical", unless0("r.rngcanonical::oid", "regproc"),
                            "difference", unless0("r.rngsubdiff::oid", "regproc")),
                    "pg_type x JOIN pg_range r ON r.rngtypid = x.oid",
                    "typnamespace"),
            other(
                            "base type",
                            "x.typname::text",
                            words(
                                    "input", "x.typinput::text",
                                    "output", "x.typoutput::text",
                                    "receive", unless0("x.typreceive::oid", "regproc"),
                                    "send", unless0("x.typsend::oid", "regproc"),
                                    "length", "x.typlen",
                                    "by value", "x.typbyval",
                                    "alignment", "x.typalign",
                                    "storage", "x.typstorage",
                                    "category", "x.typcategory",
                                    "preferred", "x.typispreferred",
                                    "delimiter", "x.typdelim",
                                    "default", "x.typdefault"),
                            "pg_type x",
                            "typnamespace")
                    + " AND x.typtype = 'b' AND x.typcategory <> 'A'",
            other(
                    "collation",
                    "x.collname::text",
                    "(to_jsonb(x) - 'oid' - 'collname' - 'collnamespace' - 'collowner' - 'collversion')::text",
                    "pg_collation x",
                    "collnamespace"),
            other(
                    "operator",
                    "x.oid::regoperator::text",
                    words(
                            "function",
                            "x.oprcode::text",
                            "result",
                            "format_type(x.oprresult, NULL)",
                            "commutator",
                            unless0("x.oprcom", "regoperator"),
                            "negator",
                            unless0("x.oprnegate", "regoperator"),
                            "restrict",
                            unless0("x.oprrest::oid", "regproc"),
                            "join",
                            unless0("x.oprjoin::oid", "regproc"),
                            "merges",
                            "x.oprcanmerge",
                            "hashes",
                            "x.oprcanhash"),
                    "pg_operator x",
                    "oprnamespace"),
            other(
                    "operator class",
                    "x.opcname || ' using ' || (SELECT amname FROM pg_am WHERE pg_am.oid = x.opcmethod)",
                    words(
                            "type", "format_type(x.opcintype, NULL)",
                            "key", "CASE WHEN x.opckeytype <> 0 THEN format_type(x.opckeytype, NULL) END",
                            "default", "x.opcdefault",
                            "family", "(SELECT opfname FROM pg_opfamily f WHERE f.oid = x.opcfamily)"),
                    "pg_opclass x",
                    "opcnamespace"),
            other(
                    "operator family",
                    "x.opfname || ' using ' || (SELECT amname FROM pg_am WHERE pg_am.oid = x.opfmethod)",
                    words(
                            "operators",
                            "(SELECT string_agg(m.amopstrategy || ' ' || m.amopopr::regoperator, '; ' ORDER BY m.amopstrategy,"
                                    + " m.amopopr::regoperator::text) FROM pg_amop m WHERE m.amopfamily = x.oid)",
                            "functions",
                            "(SELECT string_agg(m.amprocnum || ' ' || m.amproc::regprocedure, '; ' ORDER BY m.amprocnum,"
                                    + " m.amproc::regprocedure::text) FROM pg_amproc m WHERE m.amprocfamily = x.oid)"),
                    "pg_opfamily x",
                    "opfnamespace"),
            other(
                    "conversion",
                    "x.conname::text",
                    words(
                            "from", "pg_encoding_to_char(x.conforencoding)",
                            "to", "pg_encoding_to_char(x.contoencoding)",
                            "function", "x.conproc::text",
                            "default", "x.condefault"),
                    "pg_conversion x",
                    "connamespace"),
            other(
                    "text search configuration",
                    "x.cfgname::text",
                    words(
                            "parser",
                            "(SELECT prsname FROM pg_ts_parser p WHERE p.oid = x.cfgparser)",
                            "mappings",
                            "(SELECT string_agg((SELECT t.alias FROM ts_token_type(x.cfgparser) t WHERE t.tokid = m.maptokentype)"
                                    + " || ' ' || m.mapdict::regdictionary, '; ' ORDER BY m.maptokentype, m.mapseqno)"
                                    + " FROM pg_ts_config_map m WHERE m.mapcfg = x.oid)"),
                    "pg_ts_config x",
                    "cfgnamespace"),
            other(
                    "text search dictionary",
                    "x.dictname::text",
                    words(
                            "template", "(SELECT tmplname FROM pg_ts_template t WHERE t.oid = x.dicttemplate)",
                            "options", "x.dictinitoption"),
                    "pg_ts_dict x",
                    "dictnamespace"),
            other(
                    "text search template",
                    "x.tmplname::text",
                    words("init", unless0("x.tmplinit::oid", "regproc"), "lexize", "x.tmpllexize::text"),
                    "pg_ts_template x",
                    "tmplnamespace"),
            other(
                    "text search parser",
                    "x.prsname::text",
                    words(
                            "start", "x.prsstart::text",
                            "token", "x.prstoken::text",
                            "end", "x.prsend::text",
                            "types", "x.prslextype::text",
                            "headline", unless0("x.prsheadline::oid", "regproc")),
                    "pg_ts_parser x",
                    "prsnamespace"));

    private Queries() {}
}
