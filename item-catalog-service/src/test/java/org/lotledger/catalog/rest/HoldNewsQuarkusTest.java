package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.rest.HoldCalls.get;
import static org.lotledger.catalog.rest.HoldCalls.hold;
import static org.lotledger.catalog.rest.HoldCalls.place;
import static org.lotledger.catalog.rest.HoldCalls.placed;
import static org.lotledger.catalog.rest.HoldCalls.release;
import static org.lotledger.catalog.rest.HoldCalls.tracked;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/**
 * Shipping is told of holds, at once where it can be reached and otherwise as soon as it can. Method: a server that plays
 * shipping and fails for single lots as it is told.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
class HoldNewsQuarkusTest {
    private static final Duration NEWS_MAX = Duration.ofSeconds(20);

    @ConfigProperty(name = "test.shipping")
    String shipping;

    @Test
    void shipping_is_told_at_once() {
        String item = tracked();
        Answer placed = place(hold(item, "104303/5").replace("HOLD", "RECALL"));

        assertThat(placed.<Boolean>path("inForceAtShipping")).isTrue();
        assertThat(told(placed.path("holdId")))
                .startsWith(Map.of("itemCode", item, "lotNumber", "104303/5", "kind", "RECALL", "released", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSING", "GONE", "SILENT"})
    void a_hold_stands_without_shipping_which_is_told_again_until_it_acknowledges(String mode) {
        String lot = newCode();
        mode(lot, mode);

        Instant before = Instant.now();
        Answer placed = place(hold(tracked(), lot));

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
        placed.mustBe(201);
        String holdId = placed.path("holdId");
        assertThat(placed.<Boolean>path("inForceAtShipping")).isFalse();
        assertThat(get(holdId).<Boolean>path("inForceAtShipping")).isFalse();

        mode(lot, "UP");
        awaitInForce(holdId, true);
        assertThat(told(holdId)).extracting(news -> news.get("released")).containsOnly(false);
    }

    @Test
    void a_release_is_told_at_once() {
        String holdId = placed(tracked(), newCode());

        assertThat(release(holdId).<Boolean>path("inForceAtShipping")).isFalse();

        assertThat(told(holdId).getLast()).containsEntry("released", true);
    }

    @Test
    void a_hold_stays_in_force_at_shipping_until_that_acknowledges_the_release() {
        String lot = newCode();
        String holdId = placed(tracked(), lot);
        mode(lot, "REFUSING");

        Answer released = release(holdId);

        released.mustBe(200);
        assertThat(released.<Boolean>path("inForceAtShipping")).isTrue();
        assertThat(get(holdId).<Boolean>path("inForceAtShipping")).isTrue();
        mode(lot, "UP");
        awaitInForce(holdId, false);
        assertThat(told(holdId).getLast()).containsEntry("released", true);
    }

    @Test
    void of_a_hold_that_was_released_before_shipping_heard_of_it_the_release_alone_is_told() {
        String lot = newCode();
        mode(lot, "REFUSING");
        String holdId = placed(tracked(), lot);
        assertThat(release(holdId).<Boolean>path("inForceAtShipping")).isFalse();

        mode(lot, "UP");

        Instant deadline = Instant.now().plus(NEWS_MAX);
        while (told(holdId).isEmpty() && Instant.now().isBefore(deadline)) {
            pause();
        }
        assertThat(told(holdId))
                .isNotEmpty()
                .allSatisfy(news -> assertThat(news).containsEntry("released", true));
        assertThat(get(holdId).<Boolean>path("inForceAtShipping")).isFalse();
    }

    @Test
    void a_repeated_request_gets_its_first_answer_but_says_how_it_is_at_shipping_now() {
        String lot = newCode();
        String body = hold(tracked(), lot);
        mode(lot, "REFUSING");
        Answer first = json(body).header("Idempotency-Key", lot).post("/lot-holds");
        mode(lot, "UP");

        Answer again = json(body).header("Idempotency-Key", lot).post("/lot-holds");

        assertThat(first.<Boolean>path("inForceAtShipping")).isFalse();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text().replace("Shipping\":false", "Shipping\":true"));
        for (String header : List.of("Location", "ETag", "Event-Id", "Content-Type")) {
            assertThat(again.header(header)).isNotNull().isEqualTo(first.header(header));
        }
    }

    private static void awaitInForce(String holdId, boolean inForce) {
        Instant deadline = Instant.now().plus(NEWS_MAX);
        while (get(holdId).<Boolean>path("inForceAtShipping") != inForce
                && Instant.now().isBefore(deadline)) {
            pause();
        }
        assertThat(get(holdId).<Boolean>path("inForceAtShipping")).isEqualTo(inForce);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void mode(String lotNumber, String mode) {
        given().baseUri(shipping).put("/modes/" + lotNumber + "/" + mode).mustBe(200);
    }

    private List<Map<String, Object>> told(String holdId) {
        return given().baseUri(shipping).get("/told/" + holdId).path("");
    }
}
