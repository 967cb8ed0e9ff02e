package io.migrationledger.event;

/**
 * Who recorded an event. An unknown part is the empty string.
 *
 * @param databaseUser the user of the database session
 * @param osUser the operating system's user
 * @param host the name of the machine that the program ran on
 * @param application the program that recorded the event
 */
public record Actor(String databaseUser, String osUser, String host, String application) {

    /** Returns the parts that are known as one line, such as {@code mira@build-7 (database user app, ledger)}. */
    public String describe() {
        StringBuilder text = new StringBuilder(osUser.isEmpty() ? "unknown" : osUser);
        if (!host.isEmpty()) {
            text.append('@').append(host);
        }
        if (!databaseUser.isEmpty() && !databaseUser.equals(osUser)) {
            text.append(" (database user ").append(databaseUser).append(')');
        }
        return text.toString();
    }
}
