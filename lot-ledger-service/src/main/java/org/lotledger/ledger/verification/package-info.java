/**
 * Carries a verification through: fetches announcements and rows side by side and hands them to the proof. Not here: what
 * counts as a difference, and how rows and announcements are read.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.verification;
