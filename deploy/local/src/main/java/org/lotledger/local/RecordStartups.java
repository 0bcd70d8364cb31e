package org.lotledger.local;

import java.nio.file.Path;

/**
 * {@code RecordStartups <folder>}: starts the services that lie there as the build leaves them in the project
 * ({@code <module>/target/quarkus-app}) with the Java that runs this, and leaves beside each what Java learned.
 */
final class RecordStartups {
    private RecordStartups() {}

    public static void main(String[] arguments) {
        Path data = Folders.temporary("lot-ledger-startups");
        try (LocalStack stack = LocalStack.in(Path.of(arguments[0]), data)
                .freePorts()
                .durability(Durability.RELAXED)
                .quickStarts()
                .build()) {
            stack.start();
        } finally {
            Folders.delete(data);
        }
    }
}
