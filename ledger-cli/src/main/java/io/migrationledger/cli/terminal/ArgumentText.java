package io.migrationledger.cli.terminal;

/** What an error shows of an argument that is wrong. */
public final class ArgumentText {
    private static final String ADDRESS = "jdbc:";
    private static final String HOST = "://";

    private ArgumentText() {}

    /** Returns the name alone where a value follows it: that may be a password. An address that may hold one is not told. */
    public static String shown(String argument) {
        String name = argument.split("=", 2)[0];
        int host = name.indexOf(HOST);
        boolean address = name.startsWith(ADDRESS) || host > 0;
        if (!address || AddressSecrets.isOpen(argument)) {
            return name;
        }
        return (name.startsWith(ADDRESS) ? ADDRESS : name.substring(0, host + HOST.length())) + "…";
    }
}
