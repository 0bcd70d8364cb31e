package org.lotledger.catalog.rest;

import jakarta.validation.constraints.NotNull;
import org.lotledger.events.ItemStatus;

/** What may be done with an item from now on. */
public record ItemStatusRequest(@NotNull ItemStatus status) {}
