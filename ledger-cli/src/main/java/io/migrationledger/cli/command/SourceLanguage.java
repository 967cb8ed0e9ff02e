package io.migrationledger.cli.command;

import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.NewMigration;

/** How a migration's class and the registry are written. */
enum SourceLanguage {
    JAVA(".java"),
    KOTLIN(".kt");

    /** Before this line of a registry the next migration is entered. */
    static final String END = "// ledger: end";

    private static final String BEGIN = "// ledger: begin, 'ledger new --java' adds to these lines";

    private final String suffix;

    SourceLanguage(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    /** Returns the expression that makes a new object of a class. */
    String created(String className) {
        return (this == JAVA ? "new " : "") + className + "()";
    }

    private String packageLine(String packageName) {
        if (packageName.isEmpty()) {
            return "";
        }
        return "package " + packageName + (this == JAVA ? ";" : "") + "\n\n";
    }

    /** Returns a registry without an entry. */
    String registry(String packageName, String className) {
        String text = this == JAVA ? """
                  import io.migrationledger.migration.JavaMigration;
                  import io.migrationledger.migration.MigrationRegistry;

                  /** The migrations that are written in Java. */
                  public final class %s implements MigrationRegistry {
                      @Override
                      public JavaMigration[] javaMigrations() {
                          return new JavaMigration[] {
                              %s
                              %s
                          };
                      }
                  }
                  """ : """
                  import io.migrationledger.migration.JavaMigration
                  import io.migrationledger.migration.MigrationRegistry

                  /** The migrations that are written in Kotlin. */
                  class %s : MigrationRegistry {
                      override fun javaMigrations(): Array<JavaMigration> =
                          arrayOf(
                              %s
                              %s
                          )
                  }
                  """;
        return packageLine(packageName) + text.formatted(className, BEGIN, END);
    }

    /**
     * Returns the class of a migration that its author has not written yet: it fails, so that an empty one is never recorded
     * as applied. Its "not written yet" is text for that author, who puts the migration in its place: nothing here is
     * unfinished.
     */
    String migration(String packageName, String className, String namespace, String version, NewMigration wanted) {
        String id = (namespace.equals(MigrationId.DEFAULT_NAMESPACE) ? "" : "\"" + namespace + "\", ") + "\"" + version
                + "\"";
        String description = wanted.oneLine().replace("\\", "\\\\").replace("\"", "\\\"");
        if (this == KOTLIN) {
            description = description.replace("$", "\\$");
        }
        StringBuilder text = new StringBuilder(packageLine(packageName));
        text.append((this == JAVA ? JAVA_UP : KOTLIN_UP).formatted(className, id, description));
        if (wanted.withDown()) {
            text.append(this == JAVA ? JAVA_DOWN : KOTLIN_DOWN);
        }
        return text.append("}\n").toString();
    }

    private static final String JAVA_UP = """
            import io.migrationledger.migration.JavaMigration;
            import io.migrationledger.migration.MigrationId;
            import java.sql.Connection;
            import java.sql.SQLException;

            public final class %s implements JavaMigration {
                @Override
                public MigrationId id() {
                    return MigrationId.of(%s);
                }

                @Override
                public String description() {
                    return "%s";
                }

                /** Raise it when you change what a migration does that has not run anywhere yet. */
                @Override
                public String revision() {
                    return "1";
                }

                @Override
                public void up(Connection connection) throws SQLException {
                    throw new UnsupportedOperationException("not written yet");
                }
            """;

    private static final String JAVA_DOWN = """

                @Override
                public boolean hasDown() {
                    return true;
                }

                @Override
                public void down(Connection connection) throws SQLException {
                    throw new UnsupportedOperationException("not written yet");
                }
            """;

    private static final String KOTLIN_UP = """
            import io.migrationledger.migration.JavaMigration
            import io.migrationledger.migration.MigrationId
            import java.sql.Connection

            class %s : JavaMigration {
                override fun id(): MigrationId = MigrationId.of(%s)

                override fun description(): String = "%s"

                /** Raise it when you change what a migration does that has not run anywhere yet. */
                override fun revision(): String = "1"

                override fun up(connection: Connection) {
                    throw UnsupportedOperationException("not written yet")
                }
            """;

    private static final String KOTLIN_DOWN = """

                override fun hasDown(): Boolean = true

                override fun down(connection: Connection) {
                    throw UnsupportedOperationException("not written yet")
                }
            """;
}
