package org.credence.bench.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used.
 *
 * @param cpuNanos      processor time of all its threads since it began
 * @param residentBytes memory it holds; 0 where the system does not tell (anything but Linux)
 */
public record Usage(long cpuNanos, long residentBytes) {

    private static final String RESIDENT = "VmRSS:";

    static Usage of(ProcessHandle process) {
        return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos(), resident(process.pid()));
    }

    /** Of the process this runs in. */
    public static Usage own() {
        return of(ProcessHandle.current());
    }

    private static long resident(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.exists(status)
                    ? Files.readAllLines(status).stream().filter(line -> line.startsWith(RESIDENT)).findFirst()
                            .map(Usage::kibibytes).orElse(0L)
                    : 0;
        } catch (IOException e) {
            // The process ended meanwhile; that it should not have is for others to notice.
            return 0;
        }
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }
}
