package org.lotledger.ledger.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What there is of a lot at one place; read-only. */
@Entity
@Immutable
@Table(name = "lot_location")
@IdClass(LotLocation.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class LotLocation extends PanacheEntityBase {
    @Id
    public UUID lotId;

    /** Our code of the place. */
    @Id
    public String location;

    /** In the item's unit; never above numeric(21,6). */
    public BigDecimal onHand;

    /** The primary key. */
    public record Key(UUID lotId, String location) {}

    /** Where the lot is now: the places that are not empty. */
    public static Uni<List<LotLocation>> notEmpty(UUID lotId) {
        return list("lotId = ?1 and onHand <> 0 order by location", lotId);
    }
}
