package io.migrationledger.migration;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where migrations come from. Safe for many threads. */
@FunctionalInterface
public interface MigrationSource {

    /**
     * Reads all migrations, in any order.
     *
     * @param fileVariants the names of the dialect's variants of a file, the most specific first
     * @throws LedgerException where the source or one of its files cannot be used; a {@link ValidationException} tells
     *     of several
     */
    List<Migration> migrations(List<String> fileVariants);

    /**
     * Returns the namespaces that this source is for, also while it has no migration in them: what the ledger holds of
     * these and the source does not is missing. By default none beside those of the migrations that it returns.
     */
    default Set<String> namespaces() {
        return Set.of();
    }

    /**
     * Reads all migrations that can be used, in any order, and tells of everything else. By default this calls {@link
     * #migrations(List)}, and an error of it is a problem.
     *
     * @param fileVariants the names of the dialect's variants of a file, the most specific first
     * @param findings hears what is wrong and what a person should know
     */
    default List<Migration> migrations(List<String> fileVariants, Findings findings) {
        try {
            return migrations(fileVariants);
        } catch (ValidationException e) {
            e.problems().forEach(findings::problem);
        } catch (LedgerException e) {
            findings.problem(new Problem(e.code(), Optional.empty(), e.what(), e.advice()));
        }
        return List.of();
    }
}
