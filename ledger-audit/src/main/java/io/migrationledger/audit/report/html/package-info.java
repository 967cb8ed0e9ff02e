/** The report as one page of HTML that loads nothing. */
@NullMarked
package io.migrationledger.audit.report.html;

import org.jspecify.annotations.NullMarked;
