package org.lotledger.eventsourcing.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.inbox.Place;
import org.lotledger.eventsourcing.relay.Reading.Loss;
import org.lotledger.eventsourcing.store.Announcements;

/** What the store keeps of reading its own announcements back: how far, and what it was found to lack. */
@ApplicationScoped
public class LostAnnouncements {

    /** An own event on a topic, whether or not it can be read. */
    record Seen(
            String topic,
            String key,
            long sequence,
            String type,
            byte[] body,
            @Nullable String traceParent) {}

    /**
     * How the store stands.
     *
     * @param refuses whether commands are refused
     * @param open announcements that are missing here
     * @param identity which database this is
     * @param offsets the sum of all offsets read to; it never falls but in a store that went back in time
     */
    record Standing(boolean refuses, long open, String identity, long offsets) {}

    /** How the store stands now. */
    Uni<Standing> standing(SqlClient client) {
        return client.query("""
                        select store_refuses() as refuses, store_identity() as identity,
                            (select count(*) from lost_announcement where state = 'OPEN') as open,
                            (select coalesce(sum(next_offset), 0)::bigint from own_offset) as offsets""").execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Standing(
                    row.getBoolean("refuses"), row.getLong("open"), row.getString("identity"), row.getLong("offsets"));
        });
    }

    /** Notes that this very database has, or has been given again, all that lies on the topics. */
    Uni<Void> noteSeen(SqlClient client, String identity) {
        return client.preparedQuery("""
                        insert into store_seen (identity) values ($1)
                        on conflict (one) do update set identity = excluded.identity""").execute(Tuple.of(identity)).replaceWithVoid();
    }

    /** Where to go on reading each partition of a topic; those of a topic of another id are left out. */
    Uni<Map<TopicPartition, Place>> places(Pool pool, String topic, String topicId) {
        return pool.preparedQuery(
                        "select partition, next_offset, leader_epoch from own_offset where topic = $1 and topic_id = $2")
                .execute(Tuple.of(topic, topicId))
                .map(rows -> {
                    Map<TopicPartition, Place> places = new HashMap<>();
                    rows.forEach(row -> places.put(
                            new TopicPartition(topic, row.getInteger("partition")),
                            new Place(row.getLong("next_offset"), row.getInteger("leader_epoch"))));
                    return places;
                });
    }

    /** Keeps where to go on reading; what another replica has read further stays. */
    Uni<Void> keepPlaces(SqlConnection tx, Map<TopicPartition, Place> next, Map<String, String> topicIds) {
        List<TopicPartition> partitions = List.copyOf(next.keySet());
        List<Place> places = partitions.stream().map(next::get).toList();
        return tx.preparedQuery("""
                        insert into own_offset (topic, partition, topic_id, next_offset, leader_epoch)
                        select n.topic, n.partition, n.topic_id, n.next_offset, n.leader_epoch
                        from unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::int[])
                             n (topic, partition, topic_id, next_offset, leader_epoch)
                        order by n.topic, n.partition
                        on conflict (topic, partition) do update
                        set topic_id = excluded.topic_id,
                            next_offset = excluded.next_offset,
                            leader_epoch = excluded.leader_epoch
                        where own_offset.topic_id <> excluded.topic_id
                           or own_offset.next_offset < excluded.next_offset""")
                .execute(Tuple.of(
                        topics(partitions),
                        numbers(partitions),
                        partitions.stream()
                                .map(partition -> topicIds.getOrDefault(partition.topic(), ""))
                                .toArray(String[]::new),
                        places.stream().map(Place::offset).toArray(Long[]::new),
                        places.stream().map(Place::epoch).toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    /**
     * Whether another process has read, in an earlier epoch, beyond where one of these records lies now: that is gone, and the
     * reading that met these records had not come so far.
     */
    Uni<Boolean> wasReadFurther(
            SqlConnection tx, List<ConsumerRecord<byte[], byte[]>> epochsBegun, Map<String, String> topicIds) {
        if (epochsBegun.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return tx.preparedQuery("""
                        select exists (
                            select from own_offset o
                            join unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::int[])
                                 n (topic, partition, topic_id, first_offset, leader_epoch)
                                 on n.topic = o.topic and n.partition = o.partition and n.topic_id = o.topic_id
                            where o.leader_epoch < n.leader_epoch and o.next_offset > n.first_offset)""")
                .execute(Tuple.of(
                        epochsBegun.stream().map(ConsumerRecord::topic).toArray(String[]::new),
                        epochsBegun.stream().map(ConsumerRecord::partition).toArray(Integer[]::new),
                        epochsBegun.stream()
                                .map(record -> topicIds.getOrDefault(record.topic(), ""))
                                .toArray(String[]::new),
                        epochsBegun.stream().map(ConsumerRecord::offset).toArray(Long[]::new),
                        epochsBegun.stream()
                                .map(record -> record.leaderEpoch().orElse(null))
                                .toArray(Integer[]::new)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Queues all that was announced on these topics again, and reads on from where they were found to end; nothing where
     * another replica has done so and perhaps read on since, and none that waits there already: the partitions of a topic are
     * found one by one. Answers how many announcements that is.
     */
    Uni<Integer> sendAgain(Pool pool, List<Loss> losses) {
        List<TopicPartition> partitions = losses.stream().map(Loss::partition).toList();
        return pool.preparedQuery("""
                        with back as (
                            update own_offset o set next_offset = n.next_offset
                            from unnest($1::text[], $2::int[], $3::bigint[], $4::int[])
                                 n (topic, partition, next_offset, leader_epoch)
                            where o.topic = n.topic and o.partition = n.partition and o.next_offset > n.next_offset
                              and coalesce(o.leader_epoch, -1) <= coalesce(n.leader_epoch, -1)
                            returning o.topic)
                        insert into outbox (key, sequence)
                        select a.key, a.sequence from announcement a
                        where a.topic in (select topic from back)
                            and not exists (select from outbox o where o.key = a.key and o.sequence = a.sequence)
                        order by a.position""")
                .execute(Tuple.of(
                        topics(partitions),
                        numbers(partitions),
                        losses.stream().map(Loss::end).toArray(Long[]::new),
                        losses.stream().map(loss -> loss.read().epoch()).toArray(Integer[]::new)))
                .map(queued -> queued.rowCount());
    }

    private static String[] topics(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).toArray(String[]::new);
    }

    private static Integer[] numbers(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new);
    }

    /** Those of these events that the store does not have, or has with other bytes. */
    Uni<List<Seen>> missing(SqlConnection tx, List<Seen> seen) {
        return tx.preparedQuery("""
                        select n.ordinal
                        from unnest($1::text[], $2::bigint[], $3::bytea[]) with ordinality
                             n (key, sequence, hash, ordinal)
                        left join announcement a on a.key = n.key and a.sequence = n.sequence
                        where a.hash is distinct from n.hash
                        order by n.ordinal""")
                .execute(Tuple.tuple()
                        .addArrayOfString(seen.stream().map(Seen::key).toArray(String[]::new))
                        .addArrayOfLong(seen.stream().map(Seen::sequence).toArray(Long[]::new))
                        .addValue(seen.stream()
                                .map(one -> Buffer.buffer(Announcements.sha256(one.body())))
                                .toArray(Buffer[]::new)))
                .map(rows -> {
                    List<Seen> missing = new ArrayList<>();
                    rows.forEach(row -> missing.add(seen.get(row.getLong(0).intValue() - 1)));
                    return missing;
                });
    }

    /** Keeps events that are missing here; one that is kept already, or was set aside, stays as it is. */
    Uni<Void> keep(SqlConnection tx, List<Seen> missing) {
        return tx.preparedQuery("""
                        insert into lost_announcement (key, sequence, hash, topic, type, body, trace_parent)
                        select n.key, n.sequence, n.hash, n.topic, n.type, n.body, n.trace_parent
                        from unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[], $5::text[], $6::bytea[],
                                    $7::text[]) with ordinality
                             n (key, sequence, hash, topic, type, body, trace_parent, ordinal)
                        order by n.ordinal
                        on conflict do nothing""")
                .execute(Tuple.tuple()
                        .addArrayOfString(missing.stream().map(Seen::key).toArray(String[]::new))
                        .addArrayOfLong(missing.stream().map(Seen::sequence).toArray(Long[]::new))
                        .addValue(missing.stream()
                                .map(one -> Buffer.buffer(Announcements.sha256(one.body())))
                                .toArray(Buffer[]::new))
                        .addArrayOfString(missing.stream().map(Seen::topic).toArray(String[]::new))
                        .addArrayOfString(missing.stream().map(Seen::type).toArray(String[]::new))
                        .addValue(missing.stream()
                                .map(one -> Buffer.buffer(one.body()))
                                .toArray(Buffer[]::new))
                        .addArrayOfString(
                                missing.stream().map(Seen::traceParent).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** An open entry. */
    record Entry(long id, Seen seen) {}

    /** Open entries in the order in which they were found; those that did not fit when they were last tried come last. */
    Uni<List<Entry>> open(SqlConnection tx, int entriesMax) {
        return tx.preparedQuery("""
                        select id, topic, key, sequence, type, body, trace_parent from lost_announcement
                        where state = 'OPEN'
                        order by detail is not null, id
                        limit $1""").execute(Tuple.of(entriesMax)).map(rows -> {
            List<Entry> entries = new ArrayList<>();
            rows.forEach(row -> entries.add(new Entry(
                    row.getLong("id"),
                    new Seen(
                            row.getString("topic"),
                            row.getString("key"),
                            row.getLong("sequence"),
                            row.getString("type"),
                            row.getBuffer("body").getBytes(),
                            row.getString("trace_parent")))));
            return entries;
        });
    }

    /** Ends the entries of what stands in the store again: somebody put the very same row back. Answers how many. */
    Uni<Integer> endThoseThatAreHere(SqlConnection tx) {
        return tx.query("""
                        update lost_announcement l set state = 'TAKEN_BACK', detail = null, ended_at = now()
                        from announcement a
                        where l.state = 'OPEN' and a.key = l.key and a.sequence = l.sequence and a.hash = l.hash""").execute().map(ended -> ended.rowCount());
    }

    /** Notes that an entry was taken back in. */
    Uni<Void> noteTakenBack(SqlConnection tx, long id) {
        return tx.preparedQuery("""
                        update lost_announcement set state = 'TAKEN_BACK', detail = null, ended_at = now()
                        where id = $1""").execute(Tuple.of(id)).replaceWithVoid();
    }

    /** Notes why an entry cannot be taken back in; answers whether that is new. */
    Uni<Boolean> noteDetail(SqlConnection tx, long id, String detail) {
        return tx.preparedQuery("""
                        update lost_announcement set detail = $2
                        where id = $1 and detail is distinct from $2""").execute(Tuple.of(id, detail)).map(updated -> updated.rowCount() > 0);
    }
}
