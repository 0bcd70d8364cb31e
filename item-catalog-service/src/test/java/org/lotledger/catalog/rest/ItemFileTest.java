package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.catalog.rest.ItemFile.Refused;
import org.lotledger.catalog.rest.ItemFile.Row;
import org.lotledger.events.ItemType;
import org.lotledger.eventsourcing.rest.JsonBody;
import org.lotledger.eventsourcing.rest.ProblemException;

class ItemFileTest {
    private static final String HEADER = "itemCode,description,type,unit,quantityScale,lotTracked,perishable,gtin\n";
    private static final int BYTES_MAX = 1_000_000;
    private static final JsonBody BODIES =
            new JsonBody(Validation.buildDefaultValidatorFactory().getValidator());

    @Test
    void a_row_is_read_as_the_request_for_its_item() {
        assertThat(read("A,\"Gauze, wide\",INVENTORIED,EA,2,true,FALSE,4012345123456\n")
                        .alone())
                .containsExactly(new Row(
                        1,
                        new ItemRequest(
                                "A",
                                "Gauze, wide",
                                ItemType.INVENTORIED,
                                "EA",
                                2,
                                "4012345123456",
                                null,
                                true,
                                false,
                                null,
                                null,
                                null)));
    }

    @Test
    void an_empty_cell_counts_as_left_out() {
        assertThat(read("A,Gauze,INVENTORIED,EA,0,,,\n").alone())
                .containsExactly(new Row(
                        1,
                        new ItemRequest(
                                "A",
                                "Gauze",
                                ItemType.INVENTORIED,
                                "EA",
                                0,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X,Gauze,INVENTORIED,EA,0,,,|FIELD_MISSING|itemCode is required.",
                "a b,Gauze,INVENTORIED,EA,0,,,|FIELD_INVALID|itemCode \"a b\" must be 1 to 64 of",
                "A,,INVENTORIED,EA,0,,,|FIELD_MISSING|description is required.",
                "A,Gauze,GOODS,EA,0,,,|FIELD_INVALID|type \"GOODS\" is not one of",
                "A,Gauze,INVENTORIED,much too long,0,,,|FIELD_INVALID|unit \"much too long\" must be 1 to 10",
                "A,Gauze,INVENTORIED,EA,,,,|FIELD_MISSING|quantityScale is required.",
                "A,Gauze,INVENTORIED,EA,7,,,|FIELD_INVALID|quantityScale 7 must be 0 to 6.",
                "A,Gauze,INVENTORIED,EA,-1,,,|FIELD_INVALID|quantityScale -1 must be 0 to 6.",
                "A,Gauze,INVENTORIED,EA,1.5,,,|FIELD_INVALID|quantityScale \"1.5\" is not a whole number.",
                "A,Gauze,INVENTORIED,EA,9999999999,,,|FIELD_INVALID|quantityScale \"9999999999\" is not",
                "A,Gauze,INVENTORIED,EA,0,yes,,|FIELD_INVALID|lotTracked \"yes\" is not true or false.",
                "A,Gauze,INVENTORIED,EA,0,,1,|FIELD_INVALID|perishable \"1\" is not true or false.",
                "A,Gauze,INVENTORIED,EA,0,,,4012345123457|FIELD_INVALID|gtin \"4012345123457\" must end in the check",
                "A,Gauze,INVENTORIED,EA,0,,,4.01235E+12|FIELD_INVALID|gtin \"4.01235E+12\" must be 8, 12, 13 or 14"
            })
    void a_row_that_is_no_item_is_refused_with_a_reason(String row, String code, String detail) {
        ItemFile file = read(row.replaceFirst("^X,", ",") + "\n");

        assertThat(file.alone()).isEmpty();
        assertThat(file.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.number()).isEqualTo(1);
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.detail()).startsWith(detail);
        });
    }

    @Test
    void all_that_is_wrong_with_a_row_is_said_at_once() {
        assertThat(read("A,Gauze,INVENTORIED,EA,0,,,\n-,Gauze,INVENTORIED,EA,x,,,1\n")
                        .refused())
                .extracting(Refused::number, Refused::code, Refused::detail)
                .singleElement()
                .satisfies(refused -> assertThat(refused.toList().get(2).toString())
                        .contains("quantityScale \"x\"")
                        .contains("itemCode \"-\"")
                        .contains("gtin \"1\""));
    }

    @Test
    void a_row_that_names_a_code_or_gtin_again_comes_after_the_others() {
        ItemFile file = read("""
                A,Gauze,INVENTORIED,EA,0,,,036000291452
                B,Gauze,INVENTORIED,EA,0,,,
                A,Other,INVENTORIED,EA,0,,,4012345123456
                C,Gauze,INVENTORIED,EA,0,,,0036000291452
                D,Gauze,INVENTORIED,EA,0,,,04012345123456
                E,Gauze,INVENTORIED,EA,0,,,
                """);

        assertThat(file.alone()).extracting(Row::number).containsExactly(1, 2, 6);
        assertThat(file.following()).extracting(Row::number).containsExactly(3, 4, 5);
    }

    @Test
    void a_file_of_something_else_is_refused_whole() {
        byte[] other = "itemCode,lotNumber\nA,L\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ItemFile.read(other, BYTES_MAX, BODIES))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("itemCode, description, type, unit, quantityScale, lotTracked, perishable, gtin");
    }

    private static ItemFile read(String rows) {
        return ItemFile.read((HEADER + rows).getBytes(StandardCharsets.UTF_8), BYTES_MAX, BODIES);
    }
}
