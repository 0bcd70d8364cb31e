package org.lotledger.events;

/** Something that happened to one lot at one place, or to its standing everywhere. */
public sealed interface LotEvent extends PublicEvent permits LotReceived, LotShipped, LotAdjusted {

    LotFact fact();

    @Override
    default EventLink link() {
        return fact().link();
    }

    @Override
    default String key() {
        return fact().lotId().toString();
    }
}
