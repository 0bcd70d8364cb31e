/**
 * The records of the food traceability rule (21 CFR 1 Subpart S) as rows of a sortable spreadsheet. Not here: how the
 * history is read, and how a workbook is written.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.fsma;
