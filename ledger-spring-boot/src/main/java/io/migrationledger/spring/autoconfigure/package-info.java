/** Migrates when a Spring Boot application starts; applications need nothing of it but the names of the properties. */
@NullMarked
package io.migrationledger.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
