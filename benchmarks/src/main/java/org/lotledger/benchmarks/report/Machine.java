package org.lotledger.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run took place, in one line. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final double BYTES_PER_GIGABYTE = 1L << 30;

    private Machine() {}

    /** Processor, cores, memory, system and Java. */
    public static String describe() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return "%s, %d cores, %.0f GB, %s %s, Java %s"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        system.getTotalMemorySize() / BYTES_PER_GIGABYTE,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
    }

    /** How busy the machine was in the last minute, in running processes; less than 0 where the system does not say. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String processor() {
        try {
            if (Files.isReadable(PROCESSORS)) {
                return Files.readAllLines(PROCESSORS).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse("unknown processor");
            }
        } catch (IOException e) {
            return "unknown processor";
        }
        return "unknown processor";
    }
}
