package io.migrationledger.cli.terminal;

/** What an error shows of an argument that is wrong. */
public final class ArgumentText {
    private static final String ADDRESS = "jdbc:";

    private ArgumentText() {}

    /** Returns the name alone where a value follows it: that may be a password. An address that may hold one is not told. */
    public static String shown(String argument) {
        String name = argument.split("=", 2)[0];
        return name.startsWith(ADDRESS) && !AddressSecrets.isOpen(argument) ? ADDRESS + "…" : name;
    }
}
