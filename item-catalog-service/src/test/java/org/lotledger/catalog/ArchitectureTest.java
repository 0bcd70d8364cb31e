package org.lotledger.catalog;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.events.PublicEventJson;

@AnalyzeClasses(packages = "org.lotledger.catalog", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] DOMAIN = {"..catalog.item", "..catalog.location", "..catalog.hold"};

    private static final String[] KNOWN_TO_THE_DOMAIN = {
        "java..", "org.lotledger.eventsourcing.decider", "org.lotledger.events", "org.jspecify.annotations"
    };

    @ArchTest
    static final ArchRule the_domain_knows_nothing_but_java_the_decider_types_and_the_contract = classes()
            .that(resideInAnyPackage(DOMAIN))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(KNOWN_TO_THE_DOMAIN).or(resideInAnyPackage(DOMAIN)));

    @ArchTest
    static final ArchRule items_locations_and_holds_do_not_know_each_other = slices().matching(
                    "org.lotledger.catalog.(item|location|hold)")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule a_scan_knows_nothing_but_java_trade_item_numbers_and_the_contract = classes()
            .that(resideInAPackage("..catalog.scan"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(KNOWN_TO_THE_DOMAIN)
                    .or(resideInAPackage("..catalog.scan"))
                    .or(type(Gtin.class)));

    @ArchTest
    static final ArchRule the_domain_has_no_clock_and_no_dice_and_does_not_write_public_events = noClasses()
            .that(resideInAnyPackage(DOMAIN).or(resideInAPackage("..catalog.scan")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(PublicEventJson.class);

    @ArchTest
    static final ArchRule only_persistence_speaks_to_the_database = noClasses()
            .that(resideInAnyPackage("..catalog.rest", "..catalog.messaging"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx..", "org.hibernate..", "jakarta.persistence.."));

    @ArchTest
    static final ArchRule nobody_but_rest_knows_how_requests_look = noClasses()
            .that(resideInAnyPackage("..catalog.persistence", "..catalog.messaging"))
            .should()
            .dependOnClassesThat(resideInAPackage("..catalog.rest"));
}
