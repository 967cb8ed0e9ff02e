@NullMarked
package io.migrationledger.testdb;

import org.jspecify.annotations.NullMarked;
