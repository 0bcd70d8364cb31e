package org.lotledger.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What a packaged service reads of its environment, as the frameworks in it describe themselves. */
final class KnownSettings {
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern NAMED = Pattern.compile("\\b(QUARKUS|KAFKA|LOTS|SERVICE)_[A-Z0-9_]+\\b");

    private KnownSettings() {}

    /** The names of variables that the service in the folder reads; what is fixed when it is built is none of them. */
    static Set<String> of(Path module) throws IOException {
        Set<String> names = new TreeSet<>();
        Set<String> fixed = new TreeSet<>();
        try (Stream<Path> files = Files.walk(module.resolve("target/quarkus-app/lib"))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                addOfFramework(names, fixed, jar);
            }
        }
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames())
                .flatMap(Set::stream)
                .forEach(name -> names.add(variable("kafka." + name)));
        addOwn(names, module.resolve("src/main/resources/application.properties"));
        addOwn(
                names,
                module.resolveSibling("event-sourcing/src/main/resources/META-INF/microprofile-config.properties"));
        names.removeAll(fixed);
        return names;
    }

    private static void addOfFramework(Set<String> names, Set<String> fixed, Path jar) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            JarEntry model = opened.getJarEntry(MODEL);
            if (model != null) {
                try (InputStream in = opened.getInputStream(model)) {
                    add(names, fixed, Api.JSON.readTree(in));
                }
            }
        }
    }

    private static void add(Set<String> names, Set<String> fixed, JsonNode node) {
        JsonNode phase = node.path("phase");
        if (phase.isTextual()) {
            Set<String> of = phase.asText().equals("RUN_TIME") ? names : fixed;
            of.add(node.at("/path/environmentVariable").asText());
        }
        node.forEach(child -> add(names, fixed, child));
    }

    /** Properties that our own files give, among them those of a name that only we know, and variables they refer to. */
    private static void addOwn(Set<String> names, Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        properties.forEach((name, value) -> {
            names.add(variable(name.toString()));
            REFERENCE.matcher(value.toString()).results().forEach(reference -> names.add(reference.group(1)));
        });
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The variables of services that a file names. */
    static Set<String> namedIn(Path file) throws IOException {
        return NAMED.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
