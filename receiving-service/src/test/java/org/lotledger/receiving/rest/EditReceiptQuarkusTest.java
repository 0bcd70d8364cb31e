package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.receiving.rest.ReceiptCalls.act;
import static org.lotledger.receiving.rest.ReceiptCalls.atOnce;
import static org.lotledger.receiving.rest.ReceiptCalls.codes;
import static org.lotledger.receiving.rest.ReceiptCalls.created;
import static org.lotledger.receiving.rest.ReceiptCalls.json;
import static org.lotledger.receiving.rest.ReceiptCalls.line;
import static org.lotledger.receiving.rest.ReceiptCalls.lot;
import static org.lotledger.receiving.rest.ReceiptCalls.newCode;
import static org.lotledger.receiving.rest.ReceiptCalls.receipt;
import static org.lotledger.receiving.rest.ReceiptCalls.receive;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;

/** Editing a receipt while it is pending. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class EditReceiptQuarkusTest {
    private static final String GOOD = "2040-01-31";

    @ConfigProperty(name = "test.catalog")
    String catalog;

    private final String item = newCode("P");
    private final String other = newCode("I");

    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        Answer saved = created("{\"source\":\"SUPPLIER\",\"party\":{\"code\":\"S1\",\"name\":\"Acme\",\"address\":{"
                + "\"street\":\"High 1\",\"city\":\"Ulm\",\"country\":\"DE\"}},\"location\":\"MAIN\",\"references\":{"
                + "\"purchaseOrder\":\"PO-7\",\"invoice\":\"I-1\"},\"expectedOn\":\"2026-01-31\",\"lines\":["
                + line(1, item, "5", lot("A", GOOD, "5")) + "]}");
        Answer edited = patch(
                saved,
                "{\"party\":{\"name\":\"Acme Ltd\"},\"references\":{\"invoice\":null,\"notice\":\"N-1\"},"
                        + "\"expectedOn\":null}");
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.<String>path("party.code")).isEqualTo("S1");
        assertThat(edited.<String>path("party.name")).isEqualTo("Acme Ltd");
        assertThat(edited.<String>path("party.address.city")).isEqualTo("Ulm");
        assertThat(edited.<Object>path("references").toString()).isEqualTo("{notice=N-1, purchaseOrder=PO-7}");
        assertThat(edited.<Object>path("expectedOn")).isNull();
        assertThat(edited.<String>path("lines[0].lots[0].lotNumber")).isEqualTo("A");
        assertThat(edited.header("ETag")).isNotEqualTo(saved.header("ETag"));
        assertThat(given().get("/receipts/" + saved.path("receiptNumber")).text())
                .isEqualTo(edited.text());
        assertThat(receive(edited).status()).isEqualTo(200);
    }

    @Test
    void new_lines_replace_the_list_and_a_line_that_stays_keeps_its_lots() {
        Answer saved = created(receipt(
                line(1, item, "5", lot("A", GOOD, "5")),
                line(2, item, "6", lot("B", GOOD, "6")),
                line(3, item, "7", lot("C", GOOD, "7"))));
        Answer edited = patch(
                saved,
                "{\"lines\":[{\"lineNumber\":1,\"itemCode\":\"" + item + "\",\"quantity\":8},"
                        + "{\"lineNumber\":2,\"itemCode\":\"" + other + "\",\"quantity\":6},"
                        + "{\"lineNumber\":3,\"itemCode\":\"" + item + "\",\"quantity\":7,\"lots\":[]},"
                        + "{\"lineNumber\":4,\"itemCode\":\"" + item + "\",\"quantity\":1}]}");
        assertThat(edited.<List<String>>path("lines.lotEntry"))
                .containsExactly("PARTIAL", "MISSING", "MISSING", "MISSING");
        assertThat(edited.<String>path("lines[0].lots[0].lotNumber")).isEqualTo("A");
        assertThat(claims()).containsOnlyOnce(other + "/receiving");
        assertThat(given().get("/receipts?itemCode=" + other).<List<Object>>path("items"))
                .hasSize(1);
    }

    @Test
    void lots_at_the_place_of_the_document_follow_it_and_others_stay() {
        Answer saved = created(receipt(line(
                1,
                item,
                "5",
                lot("A", GOOD, "2"),
                "{\"lotNumber\":\"B\",\"expirationDate\":\"" + GOOD + "\",\"quantity\":3,\"location\":\"COLD\"}")));
        Answer edited = patch(saved, "{\"location\":\"WARD\"}");
        assertThat(edited.<List<String>>path("lines[0].lots.location")).containsExactly("WARD", "COLD");
    }

    @Test
    void a_patch_that_changes_nothing_leaves_the_e_tag() {
        Answer saved = created(receipt(line(1, item, "5", lot("A", GOOD, "5"))));
        Answer same = patch(saved, "{\"location\":\"MAIN\"}");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.header("ETag")).isEqualTo(saved.header("ETag"));
        assertThat(same.text()).isEqualTo(saved.text());
    }

    @Test
    void all_mistakes_are_told_and_nothing_is_changed() {
        Answer saved = created(receipt(line(1, item, "5")));
        Answer fields = patch(
                saved,
                "{\"receiptNumber\":\"R-other\",\"source\":\"ASSEMBLY\",\"party\":null," + "\"lines\":["
                        + line(1, item, "0") + "]}");
        assertThat(codes(fields))
                .containsExactly(
                        "/receiptNumber FIELD_INVALID",
                        "/source FIELD_INVALID",
                        "/party FIELD_MISSING",
                        "/lines/0/quantity QUANTITY_INVALID");
        Answer rules = patch(
                saved, "{\"location\":\"" + newCode("NO") + "\",\"lines\":[" + line(1, newCode("NO"), "1") + "]}");
        assertThat(rules.status()).isEqualTo(409);
        assertThat(codes(rules)).containsExactly("/location LOCATION_UNKNOWN", "/lines/0/itemCode ITEM_UNKNOWN");
        assertThat(codes(patch(saved, "{\"colour\":\"red\"}"))).containsExactly("/colour UNKNOWN_FIELD");
        assertThat(given().get("/receipts/" + saved.path("receiptNumber")).text())
                .isEqualTo(saved.text());
    }

    @Test
    void only_a_pending_receipt_is_edited() {
        Answer received = receive(created(receipt(line(1, item, "5", lot("A", GOOD, "5")))));
        assertThat(codes(patch(received, "{\"location\":\"COLD\"}"))).containsExactly(" DOCUMENT_NOT_PENDING");
        Answer voided = act(created(receipt(line(1, item, "5"))), "void");
        assertThat(codes(patch(voided, "{\"location\":\"COLD\"}"))).containsExactly(" DOCUMENT_NOT_PENDING");
        assertThat(json("{}")
                        .header("If-Match", "\"1\"")
                        .patch("/receipts/none")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void of_many_who_edit_at_once_one_wins_and_the_others_are_shown_what_is_there_now() throws Exception {
        Answer saved = created(receipt(line(1, item, "5")));
        AtomicInteger orders = new AtomicInteger();
        List<Answer> answers = atOnce(
                10, () -> patch(saved, "{\"references\":{\"purchaseOrder\":\"PO-" + orders.incrementAndGet() + "\"}}"));
        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        String order = won.getFirst().path("references.purchaseOrder");
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .hasSize(9)
                .allSatisfy(lost -> {
                    assertThat(lost.status()).isEqualTo(412);
                    assertThat(lost.<String>path("code")).isEqualTo("DOCUMENT_CHANGED");
                    assertThat(lost.header("ETag")).isEqualTo(won.getFirst().header("ETag"));
                    assertThat(lost.<String>path("current.references.purchaseOrder"))
                            .isEqualTo(order);
                });
        assertThat(given().contentType("application/json")
                        .body("{}")
                        .patch("/receipts/" + saved.path("receiptNumber"))
                        .status())
                .isEqualTo(428);
    }

    @Test
    void an_edit_and_a_receipt_of_the_goods_do_not_both_win() throws Exception {
        Answer saved = created(receipt(line(1, item, "5", lot("A", GOOD, "5"))));
        AtomicInteger turn = new AtomicInteger();
        List<Integer> statuses = atOnce(
                        10,
                        () -> turn.incrementAndGet() % 2 == 0
                                ? receive(saved)
                                : patch(saved, "{\"references\":{\"notice\":\"" + turn.get() + "\"}}"))
                .stream()
                .map(Answer::status)
                .toList();
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(9);
    }

    private static Answer patch(Answer shown, String body) {
        return given().contentType("application/merge-patch+json")
                .header("If-Match", shown.header("ETag"))
                .body(body)
                .patch("/receipts/" + shown.path("receiptNumber"));
    }

    private String claims() {
        return given().baseUri(catalog).get("/claims").text();
    }
}
