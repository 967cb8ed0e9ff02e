@NullMarked
package io.migrationledger.spring;

import org.jspecify.annotations.NullMarked;
