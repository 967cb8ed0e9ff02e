@NullMarked
package io.migrationledger.maven;

import org.jspecify.annotations.NullMarked;
