package io.migrationledger.testdb;

/** A server cannot run on this machine; the message says what is missing and how to get it. */
final class ServerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServerUnavailableException(String message) {
        super(message);
    }

    ServerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
