package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.rest.HoldCalls.hold;
import static org.lotledger.catalog.rest.HoldCalls.place;
import static org.lotledger.catalog.rest.HoldCalls.placed;
import static org.lotledger.catalog.rest.HoldCalls.release;
import static org.lotledger.catalog.rest.HoldCalls.tracked;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.patch;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.lotledger.catalog.AtOnce;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Holds, releases, claims and patches of the same items and lots at once: nobody blocks, nothing is lost. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
class HoldRaceQuarkusTest {
    @Inject
    DataSource dataSource;

    private long deadlocksBefore;

    @BeforeEach
    void countDeadlocks() throws SQLException {
        deadlocksBefore = deadlocks();
    }

    /** A deadlock would be decided again and so be hidden from the caller, but it would cost a second. */
    @AfterEach
    void there_was_no_deadlock() throws SQLException {
        assertThat(deadlocks()).isEqualTo(deadlocksBefore);
    }

    private long deadlocks() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select deadlocks from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    @RepeatedTest(3)
    void fifty_holds_releases_claims_and_patches_at_once_all_end() throws InterruptedException {
        List<String> items = List.of(tracked(), tracked());
        List<String> before = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> before.add(placed(items.get(i % 2), "L")));

        List<Answer> answers = AtOnce.call(50, caller -> {
            String item = items.get(caller % 2);
            return switch (caller % 5) {
                case 0, 1 -> place(hold(item, "L"));
                case 2 -> release(before.get(caller / 5));
                case 3 -> given().put("/items/" + item + "/uses/" + (caller < 25 ? "receiving" : "shipping"));
                default -> patch(item, "*", "{\"description\":\"By " + caller + "\"}");
            };
        });

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
        for (String item : items) {
            List<Integer> sequences = given().queryParam("key", LotId.of(item, new LotNumber("L")))
                    .queryParam("limit", 500)
                    .get("/announcements")
                    .path("items.sequence");
            assertThat(sequences)
                    .isEqualTo(IntStream.rangeClosed(1, 5 + 10 + 5).boxed().toList());
            List<String> usedBy = given().get("/items/" + item).path("usedBy");
            assertThat(usedBy).containsExactlyInAnyOrder("item-catalog", "receiving", "shipping");
        }
    }

    @RepeatedTest(3)
    void a_flag_that_is_taken_away_while_lots_are_put_on_hold_is_taken_before_the_first_hold_or_not_at_all()
            throws InterruptedException {
        String item = tracked();

        List<Answer> answers = AtOnce.call(
                50,
                caller ->
                        caller % 2 == 0 ? place(hold(item, "L" + caller)) : patch(item, "*", "{\"lotTracked\":false}"));

        boolean stillTracked = given().get("/items/" + item).path("lotTracked");
        for (int caller = 0; caller < answers.size(); caller++) {
            Answer answer = answers.get(caller);
            if (caller % 2 == 0) {
                assertThat(answer.status()).isEqualTo(stillTracked ? 201 : 409);
            } else {
                assertThat(answer.status()).isEqualTo(stillTracked ? 409 : 200);
            }
        }
        assertThat(given().get("/items/" + item).<List<String>>path("usedBy"))
                .isEqualTo(stillTracked ? List.of("item-catalog") : List.of());
    }

    @RepeatedTest(8)
    void holds_on_an_item_that_is_being_created_are_placed_or_refused() throws InterruptedException {
        String item = newCode();

        List<Answer> answers = AtOnce.call(
                20,
                caller -> caller == 0
                        ? json(with(body(item), "lotTracked", "true")).post("/items")
                        : place(hold(item, "L")));

        assertThat(answers.getFirst().status()).isEqualTo(201);
        assertThat(answers).extracting(Answer::status).isSubsetOf(201, 409);
    }
}
