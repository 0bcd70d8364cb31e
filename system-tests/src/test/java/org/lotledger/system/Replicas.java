package org.lotledger.system;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.local.ServiceProcess;

/** The processes of each service: the stack's own and, when more are asked for, others on the same database and topics. */
final class Replicas implements AutoCloseable {
    private final Map<Service, List<ServiceProcess>> processes = new EnumMap<>(Service.class);
    private final List<ServiceProcess> added = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private Replicas() {}

    /** Returns when all of them are ready; the stack must run. */
    static Replicas start(LocalStack stack, int ofEach) {
        Replicas replicas = new Replicas();
        for (Service service : Service.values()) {
            List<ServiceProcess> all = new CopyOnWriteArrayList<>(List.of(stack.service(service)));
            for (int i = 1; i < ofEach; i++) {
                ServiceProcess more = stack.startTwin(service);
                replicas.added.add(more);
                all.add(more);
            }
            replicas.processes.put(service, all);
        }
        return replicas;
    }

    /** Each request to another one than the last, whether it lives or not. */
    URI next(Service service) {
        List<ServiceProcess> all = processes.get(service);
        return all.get(Math.floorMod(turn.getAndIncrement(), all.size())).baseUri();
    }

    /** All of a service. */
    Stream<ServiceProcess> of(Service service) {
        return processes.get(service).stream();
    }

    @Override
    public void close() {
        added.forEach(ServiceProcess::close);
    }
}
