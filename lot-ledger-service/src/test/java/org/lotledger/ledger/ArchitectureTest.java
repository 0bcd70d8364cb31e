package org.lotledger.ledger;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.random.RandomGenerator;

@AnalyzeClasses(packages = "org.lotledger.ledger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE_ROOMS = {
        "..ledger.lot", "..ledger.trace", "..ledger.notice", "..ledger.proof", "..ledger.fsma"
    };

    @ArchTest
    static final ArchRule a_pure_room_knows_nothing_but_java_the_decider_types_and_the_contract = classes()
            .that(resideInAnyPackage(PURE_ROOMS))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "org.lotledger.eventsourcing.decider",
                            "org.lotledger.events",
                            "org.jspecify.annotations")
                    .or(resideInAnyPackage(PURE_ROOMS)));

    @ArchTest
    static final ArchRule a_pure_room_has_no_clock_and_no_dice = noClasses()
            .that(resideInAnyPackage(PURE_ROOMS))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);

    /** The inbox hands its transaction to the intakes, who hand it on: the one type of the driver that they see. */
    @ArchTest
    static final ArchRule only_persistence_speaks_to_the_database = noClasses()
            .that(resideInAnyPackage(
                    "..ledger.rest", "..ledger.messaging", "..ledger.writers", "..ledger.verification"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx..", "org.hibernate..", "jakarta.persistence..")
                    .and(not(assignableTo(SqlConnection.class))));

    @ArchTest
    static final ArchRule nobody_but_rest_knows_how_requests_look = noClasses()
            .that(resideInAnyPackage(
                    "..ledger.lot",
                    "..ledger.trace",
                    "..ledger.notice",
                    "..ledger.proof",
                    "..ledger.persistence",
                    "..ledger.messaging",
                    "..ledger.writers",
                    "..ledger.rebuild",
                    "..ledger.verification"))
            .should()
            .dependOnClassesThat(resideInAPackage("..ledger.rest"));
}
