package org.lotledger.receiving.receipt;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.PartyRole;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;

/** Where received goods come from. */
public enum ReceiptSource {
    /** A delivery that was bought; entered again under the right lot number, it names the receipt that it mends. */
    SUPPLIER(PartyRole.SUPPLIER, Kind.RECEIPT, false),
    /** What a customer sends back of a shipment. */
    CUSTOMER_RETURN(PartyRole.CUSTOMER, Kind.SHIPMENT, true),
    /** What arrives from another place of ours. */
    TRANSFER(null, Kind.TRANSFER, true),
    /** What a run of an assembly puts out, and the components that it did not need. */
    ASSEMBLY(null, Kind.ASSEMBLY, true);

    private final @Nullable PartyRole partyRole;
    private final Kind names;
    private final boolean mustName;

    ReceiptSource(@Nullable PartyRole partyRole, Kind names, boolean mustName) {
        this.partyRole = partyRole;
        this.names = names;
        this.mustName = mustName;
    }

    /** In which role the business partner takes part; null where none does. */
    public @Nullable PartyRole partyRole() {
        return partyRole;
    }

    /** What kind of document a receipt of this source names. */
    Kind names() {
        return names;
    }

    /** Whether it must name one, rather than may. */
    boolean mustName() {
        return mustName;
    }

    /** The document that is named by these references; empty when none is. */
    Optional<NamedDocument> named(Map<String, String> references) {
        return Optional.ofNullable(references.get(names.reference())).map(number -> new NamedDocument(names, number));
    }
}
