/** What an application says to the start of its migrations: beans of these types are picked up. */
@NullMarked
package io.migrationledger.spring;

import org.jspecify.annotations.NullMarked;
