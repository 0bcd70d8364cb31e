package org.lotledger.system.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** What {@code kubectl kustomize} makes of an overlay. */
final class Manifests {
    private final List<JsonNode> objects;

    private Manifests(List<JsonNode> objects) {
        this.objects = objects;
    }

    static Manifests of(Path project, String overlay) throws IOException, InterruptedException {
        Process kustomize = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        project.resolve("deploy/kubernetes/overlays/" + overlay).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(kustomize.getInputStream())) {
            List<JsonNode> objects = documents.readAll();
            if (kustomize.waitFor() != 0) {
                throw new IOException("kubectl kustomize failed");
            }
            return new Manifests(objects);
        }
    }

    JsonNode the(String kind, String name) {
        return all(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " " + name));
    }

    List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** The environment of the only container of a Deployment or Job; values of secrets are asked for as {@code name/key}. */
    Map<String, String> environment(JsonNode workload, UnaryOperator<String> secrets) {
        JsonNode container = workload.at("/spec/template/spec/containers/0");
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode from : container.path("envFrom")) {
            JsonNode map = the("ConfigMap", from.at("/configMapRef/name").asText());
            map.path("data")
                    .properties()
                    .forEach(entry ->
                            environment.put(entry.getKey(), entry.getValue().asText()));
        }
        for (JsonNode variable : container.path("env")) {
            JsonNode secret = variable.at("/valueFrom/secretKeyRef");
            environment.put(
                    variable.path("name").asText(),
                    secret.isMissingNode()
                            ? variable.path("value").asText()
                            : secrets.apply(secret.path("name").asText() + "/"
                                    + secret.path("key").asText()));
        }
        return environment;
    }

    /** Where a workload mounts which secrets: path → name of the secret. */
    static Map<String, String> secretMounts(JsonNode workload) {
        Map<String, String> mounts = new LinkedHashMap<>();
        for (JsonNode mount : workload.at("/spec/template/spec/containers/0/volumeMounts")) {
            StreamSupport.stream(workload.at("/spec/template/spec/volumes").spliterator(), false)
                    .filter(volume -> volume.path("name").equals(mount.path("name")) && volume.has("secret"))
                    .forEach(volume -> mounts.put(
                            mount.path("mountPath").asText(),
                            volume.at("/secret/secretName").asText()));
        }
        return mounts;
    }
}
