/**
 * Reads public recall notices, which name lots in free text, and compares them with lots of ours: pure functions. Not
 * here: finding the lots that could be meant, requests.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.notice;
