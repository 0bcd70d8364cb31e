package org.lotledger.catalog.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;

/** A place as queries read it. Only read: {@link Locations} writes the table. */
@Entity
@Immutable
@Table(name = "location")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
public class LocationView extends PanacheEntityBase {
    @Id
    public String location;

    public String name;
    public @Nullable String gln;
    /** The parts of an address: street, city and country are there together, or none is. */
    public @Nullable String street;

    public @Nullable String city;
    public @Nullable String state;
    public @Nullable String postalCode;
    public @Nullable String country;
    public @Nullable String phone;
    public boolean netStock;
    public long version;

    /** Null if none was given. */
    public @Nullable Address address() {
        return street == null || city == null || country == null
                ? null
                : new Address(street, city, state, postalCode, country, phone);
    }

    /** The place of this code, or null. */
    public static Uni<@Nullable LocationView> byCode(String location) {
        return findById(location);
    }

    /** The places in the order of their codes, from the first after the given code. */
    public static Uni<List<LocationView>> list(String afterLocation, int rowsMax) {
        return LocationView.<LocationView>find("location > ?1 order by location", afterLocation)
                .range(0, rowsMax - 1)
                .list();
    }
}
