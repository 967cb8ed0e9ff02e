package io.migrationledger.layouts;

import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What layouts have in common that read directories whose tool has an order of its own. */
final class ToolOrder {

    private ToolOrder() {}

    /** Returns the migrations in the tool's order; each requires what {@link #asWritten} says. */
    static List<LayoutMigration> of(List<LayoutMigration> migrations, Comparator<LayoutMigration> order) {
        List<LayoutMigration> sorted = new ArrayList<>(migrations);
        sorted.sort(order);
        return asWritten(sorted);
    }

    /** Returns migrations that are in their tool's order already. */
    static List<LayoutMigration> asWritten(List<LayoutMigration> migrations) {
        return LayoutMigration.keepingOrder(migrations);
    }

    /** Tells that a script is left out, as its tool leaves it out. */
    static void leftOut(LayoutFile file, LayoutContext context, String owner) {
        context.findings().note(file.location() + " is no migration in " + owner + "'s layout, and is left out");
    }
}
