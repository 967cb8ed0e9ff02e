package io.migrationledger.sql;

/** Something that was opened and has to be closed: what it is, as it is written, and where. */
record Opening(String what, int line, int column) {}
