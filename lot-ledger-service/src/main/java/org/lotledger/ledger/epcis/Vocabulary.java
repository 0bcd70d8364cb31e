package org.lotledger.ledger.epcis;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.ledger.epcis.EpcisEvent.Action;
import org.lotledger.ledger.lot.Entry;

/** What our kinds of entries are called in the Core Business Vocabulary 2.0. */
public final class Vocabulary {
    /** The step in which an assembly makes lots. */
    public static final String ASSEMBLY_STEP = "commissioning";

    static final String ASSEMBLY_DISPOSITION = "active";

    private static final Set<String> BIZ_STEPS = Set.of(
            "accepting",
            "arriving",
            "assembling",
            "collecting",
            "commissioning",
            "consigning",
            "creating_class_instance",
            "cycle_counting",
            "decommissioning",
            "departing",
            "destroying",
            "disassembling",
            "dispensing",
            "encoding",
            "entering_exiting",
            "holding",
            "inspecting",
            "installing",
            "killing",
            "loading",
            "other",
            "packing",
            "picking",
            "receiving",
            "removing",
            "repackaging",
            "repairing",
            "replacing",
            "reserving",
            "retail_selling",
            "sampling",
            "sensor_reporting",
            "shipping",
            "staging_outbound",
            "stock_taking",
            "stocking",
            "storing",
            "transporting",
            "unloading",
            "unpacking",
            "void_shipping");

    /** What may stand before the bare name of a step. */
    private static final String[] BIZ_STEP_PREFIXES = {
        "urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-", "cbv:BizStep-"
    };

    private Vocabulary() {}

    /** How an entry is told as an ObjectEvent. */
    record Meaning(Action action, String bizStep, @Nullable String disposition) {}

    static Meaning of(Entry entry) {
        AdjustmentReason reason = entry.reason();
        if (reason == null) {
            return entry.type().equals(Entry.SHIPPED)
                    ? new Meaning(Action.OBSERVE, "shipping", "in_transit")
                    : new Meaning(Action.OBSERVE, "receiving", "in_progress");
        }
        return of(reason);
    }

    private static Meaning of(AdjustmentReason reason) {
        return switch (reason) {
            case BEGINNING_BALANCE -> new Meaning(Action.OBSERVE, "stock_taking", null);
            // Where what is corrected cannot be found: a difference of the books.
            case COUNT, RECEIPT_CORRECTION, SHIPMENT_CORRECTION ->
                new Meaning(Action.OBSERVE, "cycle_counting", "mismatch_quantity");
            // Why it was lost is told in words only, so no more than that it is gone.
            case LOSS -> new Meaning(Action.DELETE, "decommissioning", "unknown");
            case CUSTOMER_RETURN -> new Meaning(Action.OBSERVE, "receiving", "returned");
            case SUPPLIER_RETURN -> new Meaning(Action.OBSERVE, "shipping", "returned");
            case TRANSFER_OUT -> new Meaning(Action.OBSERVE, "shipping", "in_transit");
            case TRANSFER_IN -> new Meaning(Action.OBSERVE, "receiving", "in_progress");
            case ASSEMBLY_ISSUE, ASSEMBLY_OUTPUT, ASSEMBLY_UNISSUE ->
                new Meaning(Action.OBSERVE, ASSEMBLY_STEP, ASSEMBLY_DISPOSITION);
            case HOLD, QUARANTINE -> new Meaning(Action.OBSERVE, "holding", "non_sellable_other");
            case RECALL -> new Meaning(Action.OBSERVE, "holding", "recalled");
            case RELEASE -> new Meaning(Action.OBSERVE, "holding", null);
            case EXPIRATION_CORRECTED -> new Meaning(Action.OBSERVE, "inspecting", null);
        };
    }

    /** The types and reasons of entries that are told with one of these steps. */
    public static Set<String> kindsOf(Collection<String> bizSteps) {
        Set<String> kinds = new TreeSet<>();
        if (bizSteps.contains("receiving")) {
            kinds.add(Entry.RECEIVED);
        }
        if (bizSteps.contains("shipping")) {
            kinds.add(Entry.SHIPPED);
        }
        for (AdjustmentReason reason : AdjustmentReason.values()) {
            if (bizSteps.contains(of(reason).bizStep)) {
                kinds.add(reason.name());
            }
        }
        return kinds;
    }

    /** What a hold sets and its release unsets; null for anything else. */
    static @Nullable String persistentDisposition(@Nullable AdjustmentReason reason) {
        return switch (reason) {
            case HOLD, QUARANTINE -> "non_conformant";
            case RECALL -> "recalled";
            case null, default -> null;
        };
    }

    /** The bare name of a step of the vocabulary, however it is written; empty if it is none. */
    public static Optional<String> bizStep(String text) {
        String name = text;
        for (String prefix : BIZ_STEP_PREFIXES) {
            if (text.startsWith(prefix)) {
                name = text.substring(prefix.length());
            }
        }
        return Optional.of(name).filter(BIZ_STEPS::contains);
    }
}
