package org.lotledger.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which state of the source was measured. */
public final class Commit {
    private Commit() {}

    /** The commit's short name, with {@code +changes} when files differ from it; {@code unknown} outside a repository. */
    public static String of(Path projectFolder) {
        String name = git(projectFolder, "rev-parse", "--short=12", "HEAD");
        if (name.isEmpty()) {
            return "unknown";
        }
        return git(projectFolder, "status", "--porcelain", "--untracked-files=no")
                        .isEmpty()
                ? name
                : name + "+changes";
    }

    private static String git(Path folder, String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = folder.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
