package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.lotledger.catalog.rest.HoldCalls.get;
import static org.lotledger.catalog.rest.HoldCalls.hold;
import static org.lotledger.catalog.rest.HoldCalls.place;
import static org.lotledger.catalog.rest.HoldCalls.placed;
import static org.lotledger.catalog.rest.HoldCalls.release;
import static org.lotledger.catalog.rest.HoldCalls.tracked;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.create;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.patch;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.catalog.AtOnce;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

/** Holds, quarantines, recalls and releases over HTTP, with a shipping that answers. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
class LotHoldQuarkusTest {
    @ParameterizedTest
    @ValueSource(strings = {"HOLD", "QUARANTINE", "RECALL"})
    void a_hold_is_answered_whole_and_read_back_the_same(String kind) {
        String item = tracked();
        UUID lotId = LotId.of(item, new LotNumber("104303/5"));

        Answer placed = place("""
                {"itemCode":"%s","lotNumber":" 104303/5 ","kind":"%s","reason":"Seals may be open\\nsays dora",
                 "notice":"Z-1234-2027","occurredAt":"2026-11-07T12:00:00.1234567Z"}""".formatted(item, kind));

        String holdId = placed.path("holdId");
        placed.mustBe(201)
                .mustHaveHeader("Location", endsWith("/lot-holds/" + holdId))
                .mustHaveHeader("ETag", "\"1\"")
                .mustHaveHeader("Event-Id", "item-catalog." + lotId + ".1")
                .mustHave("", aMapWithSize(15))
                .mustHave("itemCode", equalTo(item))
                .mustHave("lotNumber", equalTo("104303/5"))
                .mustHave("lotId", equalTo(lotId.toString()))
                .mustHave("kind", equalTo(kind))
                .mustHave("reason", equalTo("Seals may be open\nsays dora"))
                .mustHave("notice", equalTo("Z-1234-2027"))
                .mustHave("occurredAt", equalTo("2026-11-07T12:00:00.123456Z"))
                .mustHave("placedAt", notNullValue())
                .mustHave("placedBy", equalTo("local"))
                .mustHave("releasedAt", nullValue())
                .mustHave("releasedBy", nullValue())
                .mustHave("releaseReason", nullValue())
                .mustHave("inForceAtShipping", equalTo(true))
                .mustHave("eventId", equalTo("item-catalog." + lotId + ".1"));
        assertThat(UUID.fromString(holdId).version()).isEqualTo(4);
        Answer read = get(holdId);
        read.mustBe(200).mustHaveHeader("ETag", "\"1\"");
        assertThat(read.text()).isEqualTo(placed.text());
    }

    @Test
    void a_hold_needs_no_notice_and_holds_from_now() {
        Answer placed = place(hold(tracked(), "L"));

        placed.mustBe(201).mustHave("", hasKey("notice")).mustHave("notice", nullValue());
        assertThat(placed.<String>path("occurredAt")).isEqualTo(placed.path("placedAt"));
        assertThat(Instant.parse(placed.path("placedAt"))).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void a_release_is_answered_whole_and_read_back_the_same() {
        String item = tracked();
        String holdId = placed(item, "L");

        Answer released = release(holdId);

        String eventId = "item-catalog." + LotId.of(item, new LotNumber("L")) + ".2";
        released.mustBe(200)
                .mustHaveHeader("ETag", "\"2\"")
                .mustHaveHeader("Event-Id", eventId)
                .mustHave("holdId", equalTo(holdId))
                .mustHave("reason", equalTo("Seals may be open"))
                .mustHave("releasedAt", notNullValue())
                .mustHave("releasedBy", equalTo("local"))
                .mustHave("releaseReason", equalTo("Tested: sound"))
                .mustHave("inForceAtShipping", equalTo(false))
                .mustHave("eventId", equalTo(eventId));
        assertThat(get(holdId).text()).isEqualTo(released.text());
    }

    @Test
    void a_hold_is_released_once() {
        String holdId = placed(tracked(), "L");
        release(holdId).mustBe(200);
        String before = get(holdId).text();

        assertProblem(release(holdId), 409, "HOLD_RELEASED")
                .mustHave("detail", containsString("was released before, on "));

        assertThat(get(holdId).text()).isEqualTo(before);
    }

    @Test
    void of_many_who_release_one_hold_at_once_exactly_one_does() throws InterruptedException {
        String holdId = placed(tracked(), "L");

        List<Answer> answers = AtOnce.call(20, caller -> release(holdId));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void several_holds_on_one_lot_are_independent() {
        String item = tracked();
        List<String> holds = List.of(placed(item, "L"), placed(item, "L"), placed(item, "M"));

        release(holds.get(0)).mustBe(200);

        get(holds.get(1)).mustHave("releasedAt", nullValue()).mustHave("inForceAtShipping", equalTo(true));
        assertThat(listed("itemCode=" + item + "&active=true")).containsExactly(holds.get(2), holds.get(1));
    }

    @Test
    void what_others_are_told_of_a_lot_is_one_chain_over_all_its_holds() {
        String item = tracked();
        String first = placed(item, "L");
        String second = placed(item, "L");
        release(first).mustBe(200);
        release(second).mustBe(200);
        UUID lotId = LotId.of(item, new LotNumber("L"));

        given().queryParam("key", lotId.toString())
                .get("/announcements")
                .mustHave("items.sequence", contains(1, 2, 3, 4))
                .mustHave("items.data.reason", contains("HOLD", "HOLD", "RELEASE", "RELEASE"))
                .mustHave("items.data.document.number", contains(first, second, first, second))
                .mustHave("items[2].data.corrects", equalTo("item-catalog." + lotId + ".1"))
                .mustHave("items[3].data.corrects", equalTo("item-catalog." + lotId + ".2"))
                .mustHave("items[0].data.corrects", nullValue());
    }

    @Test
    void the_first_hold_seals_the_item() {
        String item = tracked();

        placed(item, "L");
        placed(item, "M");

        given().get("/items/" + item)
                .mustHave("usedBy", contains("item-catalog"))
                .mustHave("version", equalTo(2));
        assertProblem(patch(item, "\"2\"", "{\"lotTracked\":false}"), 409, "ITEM_IN_USE")
                .mustHave("detail", containsString("is in use by item-catalog: its lotTracked is true"));
    }

    @Test
    void a_hold_on_an_item_that_does_not_exist_is_refused() {
        assertProblem(place(hold(newCode(), "L")), 409, "ITEM_UNKNOWN")
                .mustHave("violations.pointer", contains("/itemCode"));
    }

    @Test
    void all_broken_rules_are_said_at_once_and_a_refused_hold_seals_nothing() {
        String item = create();

        assertProblem(
                        place(with(
                                hold(item, "L"),
                                "occurredAt",
                                "\"" + Instant.now().plusSeconds(90) + "\"")),
                        409,
                        "LOT_NOT_TRACKED")
                .mustHave("violations.code", contains("LOT_NOT_TRACKED", "OCCURRED_IN_FUTURE"))
                .mustHave("violations.pointer", contains("/lotNumber", "/occurredAt"));

        given().get("/items/" + item).mustHave("version", equalTo(1)).mustHave("usedBy", hasSize(0));
        assertThat(listed("itemCode=" + item)).isEmpty();
    }

    @Test
    void a_time_that_is_little_ahead_is_a_difference_of_clocks() {
        place(with(hold(tracked(), "L"), "occurredAt", "\"" + Instant.now().plusSeconds(30) + "\""))
                .mustBe(201);
    }

    @Test
    void all_that_is_missing_is_said_at_once() {
        assertProblem(place("{}"), 422, "FIELD_MISSING")
                .mustHave("violations.pointer", contains("/itemCode", "/kind", "/lotNumber", "/reason"));
        assertProblem(json("{}").post("/lot-holds/" + placed(tracked(), "L") + "/release"), 422, "FIELD_MISSING")
                .mustHave("violations.pointer", contains("/reason"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "itemCode|\"a b\"|FIELD_INVALID",
                "lotNumber|\" \"|FIELD_INVALID",
                "lotNumber|7|FIELD_INVALID",
                "kind|\"RELEASE\"|FIELD_INVALID",
                "reason|\" \"|FIELD_INVALID",
                "notice|\"\"|FIELD_INVALID",
                "occurredAt|\"today\"|FIELD_INVALID",
                "occurredAt|\"-0001-01-01T00:00:00Z\"|FIELD_INVALID",
                "expirationDate|\"2030-01-01\"|UNKNOWN_FIELD"
            })
    void a_value_beyond_the_edge_of_a_field_is_refused(String field, String value, String code) {
        assertProblem(place(with(hold(tracked(), "L"), field, value)), 422, code)
                .mustHave("violations.pointer", contains("/" + field));
    }

    @Test
    void texts_are_taken_up_to_their_limits() {
        String whole = with(
                with(hold(tracked(), "L".repeat(50)), "reason", "\"" + "r".repeat(500) + "\""),
                "notice",
                "\"" + "n".repeat(100) + "\"");
        place(whole).mustBe(201);
        assertProblem(place(whole.replace("rrr", "rrrr")), 422, "FIELD_INVALID");
        assertProblem(place(whole.replace("nnn", "nnnn")), 422, "FIELD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "no-such", "a%00b"})
    void a_hold_that_does_not_exist_is_not_found(String holdId) {
        assertProblem(given().get("/lot-holds/" + holdId), 404, "NOT_FOUND");
        assertProblem(json("{\"reason\":\"x\"}").post("/lot-holds/" + holdId + "/release"), 404, "NOT_FOUND");
    }

    @Test
    void holds_are_listed_newest_first_page_by_page() {
        String item = tracked();
        List<String> holds =
                IntStream.range(0, 5).mapToObj(i -> placed(item, "L" + i)).toList();

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            Call request = given().queryParam("itemCode", item).queryParam("limit", 2);
            Answer page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/lot-holds");
            listed.addAll(page.path("items.holdId"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        assertThat(listed).isEqualTo(holds.reversed());
    }

    @Test
    void holds_are_found_by_item_lot_and_whether_they_are_in_force() {
        String item = tracked();
        String other = tracked();
        String held = placed(item, "A/1");
        String freed = placed(item, "A/1");
        String elsewhere = placed(item, "B");
        String ofOther = placed(other, "A/1");
        release(freed).mustBe(200);

        assertThat(listed("itemCode=" + item)).containsExactly(elsewhere, freed, held);
        assertThat(listed("itemCode=" + item + "&lotNumber=A%2F1")).containsExactly(freed, held);
        assertThat(listed("itemCode=" + item + "&lotNumber=%20A%2F1%20&active=true"))
                .containsExactly(held);
        assertThat(listed("itemCode=" + item + "&active=false")).containsExactly(freed);
        assertThat(listed("lotNumber=A%2F1")).contains(held, freed, ofOther).doesNotContain(elsewhere);
        assertThat(listed("itemCode=no-such")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "active, yes",
        "limit, 0",
        "cursor, !",
        "cursor, YQ",
        "itemCode, a%00b",
        "lotNumber, a%00b",
        "after, nonsense"
    })
    void a_query_that_means_nothing_is_refused(String parameter, String value) {
        given().get("/lot-holds?" + parameter + "=" + value)
                .mustBe(422)
                .mustHave("violations[0].pointer", equalTo("/" + parameter));
    }

    @Test
    void the_catalog_knows_its_own_lot_events_at_once() {
        String holdId = placed(tracked(), "L");
        given().queryParam("after", get(holdId).<String>path("eventId"))
                .get("/lot-holds/" + holdId)
                .mustBe(200);
    }

    @Test
    void a_named_hold_that_is_repeated_is_placed_once() throws InterruptedException {
        String item = tracked();

        List<Answer> answers = AtOnce.call(
                10,
                caller -> json(hold(item, "L")).header("Idempotency-Key", item).post("/lot-holds"));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(Answer::text)
                .containsOnly(answers.getFirst().text());
        assertThat(answers).extracting(answer -> answer.header("Location")).doesNotContainNull();
        assertThat(listed("itemCode=" + item)).hasSize(1);
    }

    private static List<String> listed(String query) {
        Answer answer = given().get("/lot-holds?" + query);
        answer.mustBe(200);
        return answer.path("items.holdId");
    }
}
