/** The driver for MySQL and MariaDB. */
@NullMarked
package io.migrationledger.dialect.mysql;

import org.jspecify.annotations.NullMarked;
