package org.lotledger.local;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Steps the wall clock of one running JVM, as a wrong time server does to a machine: loaded into it as an agent, it
 * makes {@code Instant.now()} and every {@code Clock} of the system answer earlier or later. So the services need no
 * setting for it that could be left on.
 */
public final class ClockStep implements ClassFileTransformer {
    private static final String OUR_FILE = ClockStep.class.getSimpleName() + ".class";

    /** Of the JVM that it was loaded into: the step that is in force. */
    private static @Nullable ClockStep inForce;

    private final Instrumentation instrumentation;
    private volatile long seconds;

    private ClockStep(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Lets the process's clock differ from the machine's by so much from now on; zero sets it right. */
    static void into(long pid, Duration step, Path folder) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(agent(folder).toString(), Long.toString(step.toSeconds()));
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot step the clock of process " + pid, e);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException("cannot step the clock of process " + pid, e);
        }
    }

    /** This class as an agent's archive: it is one class, without inner ones, so that it is whole. */
    private static Path agent(Path folder) throws IOException {
        Path archive = folder.resolve("clock-step.jar");
        if (Files.exists(archive)) {
            return archive;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", ClockStep.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        String name = ClockStep.class.getName().replace('.', '/') + ".class";
        try (InputStream ours = ClockStep.class.getResourceAsStream(OUR_FILE);
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive), manifest)) {
            if (ours == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            jar.putNextEntry(new JarEntry(name));
            ours.transferTo(jar);
        }
        return archive;
    }

    /** What the other JVM runs when it loads the agent. */
    public static void agentmain(String seconds, Instrumentation instrumentation) throws UnmodifiableClassException {
        ClockStep step = inForce;
        if (step == null) {
            step = new ClockStep(instrumentation);
            inForce = step;
            instrumentation.addTransformer(step, true);
        }
        // Always by the first one's instrumentation: each agent that is loaded gets its own, and their steps would add
        // up.
        step.seconds = Long.parseLong(seconds);
        step.instrumentation.retransformClasses(Clock.class);
    }

    /** All of java.time asks one method of Clock; what it is about to answer is moved. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!name.equals("java/time/Clock")) {
            return null;
        }
        ClassDesc instant = ClassDesc.of("java.time.Instant");
        MethodTypeDesc plusSeconds = MethodTypeDesc.of(instant, ConstantDescs.CD_long);
        ClassTransform moved = ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("currentInstant"), (code, element) -> {
                    if (element instanceof ReturnInstruction) {
                        code.loadConstant(seconds).invokevirtual(instant, "plusSeconds", plusSeconds);
                    }
                    code.with(element);
                });
        ClassFile file = ClassFile.of();
        return file.transformClass(file.parse(bytes), moved);
    }
}
