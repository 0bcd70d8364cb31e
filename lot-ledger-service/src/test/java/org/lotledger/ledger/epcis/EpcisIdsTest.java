package org.lotledger.ledger.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestEntries;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.lot.LotMaster;

class EpcisIdsTest {
    private static final EpcisIds IDS = new EpcisIds("https://warehouse.example");
    private static final String GTIN = "04012345000016";

    private static LotMaster lot(String lotNumber, String gtin14) {
        TestLot lot = TestLot.of("A", lotNumber);
        return new LotMaster(lot.id(), "A", lotNumber, "EA", null, null, gtin14);
    }

    @Test
    void every_lot_number_comes_back_out_of_its_uri() {
        for (String number : List.of(
                "104303/5", "100 E02", "50%", "Ä-7 Ωμ", "a+b", "x?y#z", "..", "12G11/G", "lot\"<>", "漢字", "😀")) {
            String uri = IDS.lot(lot(number, GTIN));
            assertThat(URI.create(uri).toASCIIString()).isEqualTo(uri).doesNotContain(" ");
            assertThat(LotClass.of(uri, IDS)).isEqualTo(new LotClass.OfGtin(GTIN, number));
        }
        assertThat(IDS.lot(lot("100 E02", GTIN))).isEqualTo("https://id.gs1.org/01/" + GTIN + "/10/100%20E02");
    }

    @Test
    void a_lot_without_a_gtin_is_named_by_its_id_and_an_untracked_item_by_its_gtin() {
        LotMaster plain = lot("L-1", null);
        assertThat(IDS.lot(plain)).isEqualTo("https://warehouse.example/lot/" + plain.lotId());
        assertThat(LotClass.of(IDS.lot(plain), IDS)).isEqualTo(new LotClass.OfLotId(plain.lotId()));
        assertThat(IDS.lot(lot(null, GTIN))).isEqualTo("https://id.gs1.org/01/" + GTIN);
        assertThat(LotClass.of("https://id.gs1.org/01/" + GTIN, IDS)).isEqualTo(new LotClass.OfGtin(GTIN, null));
    }

    @Test
    void other_uris_mean_nothing_of_ours() {
        for (String uri : List.of(
                "urn:epc:class:lgtin:4012345.000001.L",
                "https://id.gs1.org/01/4012345000016",
                "https://id.gs1.org/01/" + GTIN + "/21/1",
                "https://id.gs1.org/01/" + GTIN + "/10/a/b",
                "https://id.gs1.org/01/" + GTIN + "/10/%G1",
                "https://warehouse.example/lot/1-2-3-4-5",
                "https://elsewhere.example/lot/" + lot("L", null).lotId())) {
            assertThat(LotClass.of(uri, IDS)).as(uri).isInstanceOf(LotClass.Foreign.class);
        }
    }

    @Test
    void events_have_ids_of_their_company_that_never_change() {
        TestEntries history = new TestEntries();
        var entry = history.add(LotDraft.received(TestLot.of("A", "L-1"), "1"));
        assertThat(IDS.event(entry)).isEqualTo("urn:uuid:382b0517-ef28-56cc-8b0b-63cfca788fa1");
        assertThat(IDS.event(entry)).isNotEqualTo(new EpcisIds("https://other.example").event(entry));
    }

    @Test
    void pieces_have_no_unit_and_what_is_no_code_has_none_either() {
        assertThat(UnitCode.of("EA", new BigDecimal("3"))).isNull();
        assertThat(UnitCode.of("EA", new BigDecimal("0.5"))).isEqualTo("EA");
        assertThat(UnitCode.of("KGM", new BigDecimal("3"))).isEqualTo("KGM");
        assertThat(UnitCode.of("BOX", new BigDecimal("3"))).isNull();
        assertThat(UnitCode.of("kgm", new BigDecimal("3"))).isNull();
    }

    @Test
    void steps_may_be_written_in_all_ways_of_the_standard() {
        for (String text : List.of(
                "shipping",
                "urn:epcglobal:cbv:bizstep:shipping",
                "https://ref.gs1.org/cbv/BizStep-shipping",
                "cbv:BizStep-shipping")) {
            assertThat(Vocabulary.bizStep(text)).contains("shipping");
        }
        assertThat(Vocabulary.bizStep("shiping")).isEmpty();
        assertThat(Vocabulary.kindsOf(List.of("shipping")))
                .containsExactly("LotShipped", "SUPPLIER_RETURN", "TRANSFER_OUT");
        assertThat(Vocabulary.kindsOf(List.of("killing"))).isEmpty();
    }
}
