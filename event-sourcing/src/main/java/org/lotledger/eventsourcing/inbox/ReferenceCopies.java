package org.lotledger.eventsourcing.inbox;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.Prerequisite;

/**
 * Copies of what another service owns. What is not known yet is asked for before it is refused; what is used for the
 * first time is claimed, as the last step of a command that broke no rule, with no lock held.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.references", stringValue = "true")
public class ReferenceCopies {
    /** Questions to the owner under way at once, for one document. */
    private static final int QUESTIONS_AT_ONCE = 8;

    private final Pool pool;
    private final ReferenceOwner owner;

    public ReferenceCopies(Pool pool, ReferenceOwner owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /**
     * The copies of these keys.
     *
     * @return without those that the owner does not know; fails with {@link Prerequisite} when the owner is still to
     *     be asked
     */
    public Uni<Map<String, ReferenceCopy>> require(Command command, Collection<String> keys) {
        return read(command.transaction(), keys).map(copies -> {
            List<String> unknown = new TreeSet<>(keys)
                    .stream()
                            .filter(key -> !copies.containsKey(key)
                                    && !command.askedInVain().contains(key))
                            .toList();
            if (!unknown.isEmpty()) {
                throw new Prerequisite(
                        "ask for " + unknown,
                        () -> each(unknown, key -> owner.ask(key).flatMap(answer -> note(command, key, answer))));
            }
            copies.values().stream()
                    .filter(copy -> !copy.claimed())
                    .forEach(copy -> command.decidedUnclaimed().add(copy.key()));
            return copies;
        });
    }

    /**
     * Fails with {@link Prerequisite} when some of these are used by this service for the first time, or were claimed by
     * another command since this one was decided on them: the claim may have brought another state than was seen.
     */
    public void requireClaimed(Command command, Map<String, ReferenceCopy> copies) {
        List<String> unclaimed = copies.values().stream()
                .filter(copy -> !copy.claimed())
                .map(ReferenceCopy::key)
                .sorted()
                .toList();
        if (!unclaimed.isEmpty()) {
            throw new Prerequisite(
                    "claim " + unclaimed,
                    () -> each(unclaimed, key -> owner.claim(key).flatMap(answer -> note(command, key, answer))));
        }
        List<String> claimedSince = copies.keySet().stream()
                .filter(command.decidedUnclaimed()::contains)
                .sorted()
                .toList();
        if (!claimedSince.isEmpty()) {
            throw new Prerequisite(
                    "decide again on " + claimedSince, () -> Uni.createFrom().voidItem());
        }
    }

    private Uni<Void> each(List<String> keys, Function<String, Uni<Void>> question) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUni(key -> question.apply(key))
                .merge(QUESTIONS_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> note(Command command, String key, Optional<ReferenceCopy> answer) {
        if (answer.isEmpty()) {
            command.askedInVain().add(key);
            return Uni.createFrom().voidItem();
        }
        return keep(pool, List.of(answer.get()));
    }

    /** The copies of these keys as far as they are known here. */
    public Uni<Map<String, ReferenceCopy>> read(SqlClient client, Collection<String> keys) {
        return client.preparedQuery("""
                        select key, version, claimed, body::text as body from reference_copy
                        where key = any ($1)""")
                .execute(Tuple.of(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, ReferenceCopy> copies = new HashMap<>();
                    rows.forEach(row -> copies.put(
                            row.getString("key"),
                            new ReferenceCopy(
                                    row.getString("key"),
                                    row.getLong("version"),
                                    row.getBoolean("claimed"),
                                    row.getString("body"))));
                    return copies;
                });
    }

    /** Keeps what is newer than what is known; a claim, once made, stays. */
    public Uni<Void> keep(SqlClient client, List<ReferenceCopy> copies) {
        return client.preparedQuery("""
                        insert into reference_copy (key, version, claimed, body)
                        select n.key, n.version, n.claimed, n.body::jsonb
                        from unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[]) n (key, version, claimed, body)
                        order by n.key collate "C"
                        on conflict (key) do update
                        set version = greatest(reference_copy.version, excluded.version),
                            claimed = reference_copy.claimed or excluded.claimed,
                            body = case when excluded.version > reference_copy.version
                                        then excluded.body else reference_copy.body end""")
                .execute(Tuple.of(
                        copies.stream().map(ReferenceCopy::key).toArray(String[]::new),
                        copies.stream().map(ReferenceCopy::version).toArray(Long[]::new),
                        copies.stream().map(ReferenceCopy::claimed).toArray(Boolean[]::new),
                        copies.stream().map(ReferenceCopy::json).toArray(String[]::new)))
                .replaceWithVoid();
    }
}
