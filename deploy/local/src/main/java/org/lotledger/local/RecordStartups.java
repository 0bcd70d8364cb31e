package org.lotledger.local;

import java.nio.file.Path;

/**
 * {@code RecordStartups <folder>}: starts the packaged services once with the Java that runs this, and leaves what Java
 * learned in {@code <folder>/<module>.aot}, for images that hold the same Java.
 */
final class RecordStartups {
    private RecordStartups() {}

    public static void main(String[] arguments) {
        Path folder = Folders.create(Path.of(arguments[0]).toAbsolutePath());
        Path data = Folders.temporary("lot-ledger-startups");
        try (LocalStack stack = LocalStack.in(Path.of("."), data)
                .freePorts()
                .durability(Durability.RELAXED)
                .recordStartups(folder)
                .build()) {
            stack.start();
        } finally {
            Folders.delete(data);
        }
    }
}
