/** A ledger as one document for a person: a page of HTML, or Markdown. */
@NullMarked
package io.migrationledger.audit.report;

import org.jspecify.annotations.NullMarked;
