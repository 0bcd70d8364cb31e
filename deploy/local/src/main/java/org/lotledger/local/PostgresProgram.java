package org.lotledger.local;

import com.sun.security.auth.module.UnixSystem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The server's programs, unpacked once per version into the user's cache folder. */
final class PostgresProgram {
    private static @Nullable PostgresProgram known;

    private final Path folder;

    private PostgresProgram(Path folder) {
        this.folder = folder;
    }

    /** Looked for once in a process: to hash the archive is much work. */
    static synchronized PostgresProgram unpacked() {
        PostgresProgram program = known;
        if (program == null) {
            program = find();
            known = program;
        }
        return program;
    }

    private static PostgresProgram find() {
        try {
            byte[] archive = archive();
            Path folder = cacheFolder().resolve("postgres-" + shortHash(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
            return new PostgresProgram(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL", e);
        }
    }

    /** The command that runs one of the programs. PostgreSQL refuses to run as root, so root runs it in a
     * user namespace, where it is nobody. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (new UnixSystem().getUid() == 0) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String name = "/postgres-" + system + "-" + architecture + ".txz";
        try (InputStream stream = PostgresProgram.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no PostgreSQL for this platform on the class path: " + name);
            }
            return stream.readAllBytes();
        }
    }

    private static Path cacheFolder() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        Path cache;
        if (configured != null && !configured.isBlank()) {
            cache = Path.of(configured);
        } else if (Files.isWritable(home)) {
            cache = home.resolve(".cache");
        } else {
            cache = Files.createTempDirectory("lot-ledger-cache");
        }
        return Files.createDirectories(cache.resolve("lot-ledger"));
    }

    private static String shortHash(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Unpacks beside the target and renames at the end, so two at once do no harm and half a server is never used. */
    private static void unpack(byte[] archive, Path target) throws IOException {
        Path unfinished = Files.createTempDirectory(target.getParent(), "unpacking");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = unfinished.resolve(entry.getName()).normalize();
                if (!path.startsWith(unfinished)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, unfinished.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot make " + path + " executable");
                    }
                }
            }
        }
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            Folders.delete(unfinished);
        }
    }
}
