package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.rest.ItemCalls.create;
import static org.lotledger.catalog.rest.ItemCalls.patch;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/**
 * The tracking flag is sealed by first use, also under a race. Method: fifty callers at once claim an item and change
 * its flags; whatever the order, a flag that changed must have changed before the first claim.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemSealQuarkusTest {
    @RepeatedTest(4)
    void fifty_concurrent_claims_and_flag_changes_end_in_a_consistent_answer() throws InterruptedException {
        String code = create();

        List<Answer> answers = AtOnce.call(
                50,
                caller -> isClaim(caller)
                        ? given().put("/items/" + code + "/uses/" + (caller % 4 == 0 ? "receiving" : "shipping"))
                        : patch(code, "*", "{\"lotTracked\":" + (caller % 4 == 1) + "}"));

        Map<String, Object> last = given().get("/items/" + code).path("");
        int firstClaimed = Integer.MAX_VALUE;
        List<Integer> changedAt = new ArrayList<>();
        for (int caller = 0; caller < answers.size(); caller++) {
            Answer answer = answers.get(caller);
            if (isClaim(caller)) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.<Boolean>path("lotTracked")).isEqualTo(last.get("lotTracked"));
                assertThat(answer.<Boolean>path("perishable")).isEqualTo(last.get("perishable"));
                firstClaimed = Math.min(firstClaimed, answer.path("version"));
            } else if (answer.status() == 409) {
                assertThat(answer.<List<String>>path("violations.code")).containsOnly("ITEM_IN_USE");
            } else {
                assertThat(answer.status()).isEqualTo(200);
                if (answer.header("Event-Id") != null) {
                    changedAt.add(answer.path("version"));
                }
            }
        }
        int first = firstClaimed;
        assertThat(changedAt)
                .doesNotHaveDuplicates()
                .allSatisfy(version -> assertThat(version).isLessThan(first));
        assertThat((List<?>) last.get("usedBy")).hasSize(2);
    }

    private static boolean isClaim(int caller) {
        return caller % 2 == 0;
    }
}
