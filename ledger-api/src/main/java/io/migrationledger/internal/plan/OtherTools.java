package io.migrationledger.internal.plan;

import io.migrationledger.internal.connect.Dialects;
import io.migrationledger.spi.HistoryAdopter;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds what reads other tools' histories. Loaded only where a ledger has no event, or where a person asks for it. */
public final class OtherTools {

    private OtherTools() {}

    /** Returns what reads them, or empty where nothing on the class path does. */
    public static Optional<HistoryAdopter> reader() {
        for (ClassLoader loader : Dialects.loaders()) {
            Optional<HistoryAdopter> adopter =
                    ServiceLoader.load(HistoryAdopter.class, loader).findFirst();
            if (adopter.isPresent()) {
                return adopter;
            }
        }
        return Optional.empty();
    }
}
