package org.lotledger.shipping;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.lotledger.events.PublicEventJson;

@AnalyzeClasses(packages = "org.lotledger.shipping", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] DOMAIN = {
        "..shipping.shipment", "..shipping.adjustment", "..shipping.stock", "..shipping.catalog"
    };

    @ArchTest
    static final ArchRule the_domain_knows_nothing_but_java_the_decider_types_and_the_contract = classes()
            .that(resideInAnyPackage(DOMAIN))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "org.lotledger.eventsourcing.decider",
                            "org.lotledger.events",
                            "org.jspecify.annotations")
                    .or(resideInAnyPackage(DOMAIN)));

    @ArchTest
    static final ArchRule stock_does_not_know_who_takes_it = noClasses()
            .that(resideInAnyPackage("..shipping.stock"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("..shipping.shipment", "..shipping.adjustment"));

    @ArchTest
    static final ArchRule the_domain_has_no_clock_and_no_dice_and_does_not_write_public_events = noClasses()
            .that(resideInAnyPackage(DOMAIN))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(PublicEventJson.class);

    @ArchTest
    static final ArchRule nobody_but_rest_knows_how_requests_look = noClasses()
            .that(resideInAnyPackage("..shipping.persistence", "..shipping.messaging"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("..shipping.rest"));
}
