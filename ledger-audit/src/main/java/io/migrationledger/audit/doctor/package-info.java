/** Looks whether migrations can run here, before they do. */
@NullMarked
package io.migrationledger.audit.doctor;

import org.jspecify.annotations.NullMarked;
