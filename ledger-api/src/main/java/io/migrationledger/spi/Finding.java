package io.migrationledger.spi;

import io.migrationledger.Advice;
import java.util.Optional;

/**
 * What an examination of a database found, before anything runs on it.
 *
 * @param topic what it is about
 * @param level whether something is to be done
 * @param what what was found
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(Topic topic, Level level, String what, Optional<Advice> advice) {

    /** What findings are about, in the order in which they are told. */
    public enum Topic {
        /** The ledger, Java, the JDBC driver, the server. */
        VERSIONS,
        /** Whether the database can be reached, and by what. */
        CONNECTION,
        /** Whether the server can be written. */
        STANDBY,
        /** Whether several servers are one database. */
        CLUSTER,
        /** What the account may do, beside what is to run. */
        PRIVILEGES,
        /** The lock between runners. */
        LOCK,
        /** The ledger's table, its index and its triggers. */
        LEDGER,
        /** The chain of hashes. */
        CHAIN,
        /** The clocks of client and server. */
        CLOCK,
        /** The migrations' files, beside the ledger. */
        FILES,
        /** What other tools recorded here. */
        HISTORIES,
        /** How the command itself is started. */
        LAUNCHER
    }

    /** Whether something is to be done. */
    public enum Level {
        /** As it should be. */
        OK,
        /** To know; nothing stops a run. */
        NOTE,
        /** A run would stop, or a promise cannot be kept. */
        PROBLEM
    }

    /** Returns what is as it should be. */
    public static Finding ok(Topic topic, String what) {
        return new Finding(topic, Level.OK, what, Optional.empty());
    }

    /** Returns what a person should know. */
    public static Finding note(Topic topic, String what) {
        return new Finding(topic, Level.NOTE, what, Optional.empty());
    }

    /** Returns what a person should know, and may do something about. */
    public static Finding note(Topic topic, String what, Advice advice) {
        return new Finding(topic, Level.NOTE, what, Optional.of(advice));
    }

    /** Returns what a person has to do something about. */
    public static Finding problem(Topic topic, String what, Advice advice) {
        return new Finding(topic, Level.PROBLEM, what, Optional.of(advice));
    }
}
