/** The report as Markdown, for a pull request or a ticket. */
@NullMarked
package io.migrationledger.audit.report.markdown;

import org.jspecify.annotations.NullMarked;
