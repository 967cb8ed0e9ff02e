/** What a report tells, in whatever form: read in one pass over the events. */
@NullMarked
package io.migrationledger.audit.report.content;

import org.jspecify.annotations.NullMarked;
