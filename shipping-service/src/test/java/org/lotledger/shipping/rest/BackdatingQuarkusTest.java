package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/**
 * Rule 23 on the real service and its SQL: random receipts, shipments and write-offs of one lot, each dated back as it
 * likes. The service must accept a removal exactly when no as-of balance falls below nothing; the model is a list.
 * (NeverNegativePropertyTest tries the rule alone, many more times.)
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class BackdatingQuarkusTest {
    private static final int BOOKINGS = 25;
    private static final int HOURS = 10;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofHours(HOURS + 1));
    private final List<Booking> books = new ArrayList<>();

    private record Booking(int hour, int quantity) {}

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void what_is_accepted_leaves_no_balance_below_nothing_and_what_is_refused_would_have(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < BOOKINGS; i++) {
            int hour = random.nextInt(HOURS);
            int quantity = 1 + random.nextInt(6);
            if (i == 0 || random.nextInt(5) < 2) {
                String arrived = others.of(item, "A").date(GOOD).when(at(hour)).received(String.valueOf(quantity));
                given().get("/availability" + after(arrived)).mustBe(200);
                books.add(new Booking(hour, quantity));
            } else {
                boolean accepted = random.nextBoolean() ? shipped(hour, quantity) : writtenOff(hour, quantity);
                assertThat(accepted)
                        .as("%s at %s after %s (seed %s)", -quantity, hour, books, seed)
                        .isEqualTo(bears(hour, quantity));
                if (accepted) {
                    books.add(new Booking(hour, -quantity));
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).as("refusals that were tried").isPositive();
        assertThat(given().get("/availability?itemCode=" + item).<Integer>path("items[0].onHand"))
                .isEqualTo(asOf(HOURS));
    }

    private boolean bears(int hour, int quantity) {
        for (int later = hour; later < HOURS; later++) {
            if (asOf(later) < quantity) {
                return false;
            }
        }
        return true;
    }

    private int asOf(int hour) {
        return books.stream()
                .filter(booking -> booking.hour() <= hour)
                .mapToInt(Booking::quantity)
                .sum();
    }

    private boolean shipped(int hour, int quantity) {
        Answer saved = created(
                shipment(CUSTOMER + ",\"occurredAt\":\"" + at(hour) + "\"", line(1, item, String.valueOf(quantity))));
        Answer named = Calls.name(saved, lot("A", String.valueOf(quantity)));
        if (named.status() != 200) {
            return decided(named, 200);
        }
        boolean accepted = decided(act(named, "ship"), 200);
        if (!accepted) {
            // Otherwise it would go on reserving, which the model knows nothing of.
            act(named, "void");
        }
        return accepted;
    }

    private boolean writtenOff(int hour, int quantity) {
        return decided(
                post(
                        "/adjustments",
                        "{\"type\":\"LOSS\",\"location\":\"MAIN\",\"reason\":\"lost\",\"occurredAt\":\"" + at(hour)
                                + "\",\"lines\":["
                                + line(1, item, String.valueOf(quantity), lot("A", String.valueOf(quantity))) + "]}"),
                201);
    }

    private static boolean decided(Answer answer, int accepted) {
        if (answer.status() != accepted) {
            assertThat(answer.<String>path("code")).as(answer.text()).isIn("NOT_AVAILABLE", "NEGATIVE_IN_PAST");
        }
        return answer.status() == accepted;
    }

    private Instant at(int hour) {
        return start.plus(Duration.ofHours(hour));
    }
}
