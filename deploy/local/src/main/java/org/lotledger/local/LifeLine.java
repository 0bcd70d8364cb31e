package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Ends a process when this JVM is gone, however it went: also by SIGKILL, and also when the process is suspended. A small
 * shell reads from a pipe whose other end only this JVM holds; at its end it signals the process and, should that not
 * help, kills it.
 */
final class LifeLine implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r never_written
            pid=$(head -n 1 "$1" 2>/dev/null)
            [ -n "$pid" ] || exit 0
            ours() {
              if [ -r "/proc/$pid/cmdline" ]; then tr '\\000' ' ' < "/proc/$pid/cmdline"; else ps -ww -o args= -p "$pid"; fi \
                2>/dev/null | grep -qF -- "$2"
            }
            ours "$@" || exit 0
            kill "-$3" "$pid"
            kill -CONT "$pid"
            waited=0
            while [ $waited -lt 20 ] && ours "$@"; do sleep 1; waited=$((waited + 1)); done
            if ours "$@"; then kill -KILL "$pid"; fi
            """;

    private final Process shell;

    private LifeLine(Process shell) {
        this.shell = shell;
    }

    static LifeLine of(OwnProcess process, String signal) {
        List<String> command =
                List.of("sh", "-c", SCRIPT, "life-line", process.pidFile().toString(), process.mark(), signal);
        try {
            return new LifeLine(new ProcessBuilder(OwnProcess.inOwnSession(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch over " + process.mark(), e);
        }
    }

    /** Lets go without ending the process. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
