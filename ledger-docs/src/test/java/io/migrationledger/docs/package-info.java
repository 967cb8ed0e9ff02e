@org.jspecify.annotations.NullMarked
package io.migrationledger.docs;
