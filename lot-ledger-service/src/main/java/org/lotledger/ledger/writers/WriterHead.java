package org.lotledger.ledger.writers;

import org.lotledger.events.Source;

/**
 * The end of one chain in a writer's store.
 *
 * @param sequence of the last announcement
 * @param hash lower-case hex SHA-256 of its public bytes, as the writer keeps it
 */
public record WriterHead(Source source, String key, long sequence, String hash) {}
