package org.lotledger.benchmarks.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL of one shipment ({@code ship.sql}): as pgbench runs it, and as the service sends it. */
final class ShipScript {
    /** {@code <<$3 = 'a value'>>}: the service's parameter, and what stands for it here. */
    private static final Pattern PARAMETER = Pattern.compile("<<(\\$[0-9]+) = (.*?)>>");

    private static final String CAPTURE = "\n\\gset";
    private static final String COMMENT = "--";

    private final String template;

    private ShipScript(String template) {
        this.template = template;
    }

    static ShipScript load() {
        try (InputStream stream = Objects.requireNonNull(ShipScript.class.getResourceAsStream("ship.sql"))) {
            return of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ShipScript of(String template) {
        StringBuilder text = new StringBuilder();
        template.lines()
                .filter(line -> !line.startsWith(COMMENT) && !line.isBlank())
                .forEach(line -> text.append(line).append('\n'));
        return new ShipScript(text.toString());
    }

    /** A step of the script. */
    sealed interface Step {}

    /** {@code \set}: a variable and the terms whose sum, product or random number it becomes. */
    record Assignment(String variable, String expression) implements Step {}

    /** @param captured whether the columns of its one row become variables */
    record Statement(String sql, boolean captured) implements Step {}

    /** With values, variables written {@code :name}. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : withValues().lines().toList()) {
            if (line.startsWith("\\set ")) {
                String[] words = line.split(" ", 3);
                steps.add(new Assignment(words[1], words[2]));
            } else if (line.equals("\\gset")) {
                steps.add(new Statement(statement.toString().strip(), true));
                statement.setLength(0);
            } else {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    steps.add(new Statement(withoutSemicolon(statement.toString()), false));
                    statement.setLength(0);
                }
            }
        }
        return steps;
    }

    /** For pgbench. */
    String withValues() {
        return PARAMETER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(found.group(2)));
    }

    /** As the service sends them, without line breaks and indents. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        String asSent = PARAMETER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
        StringBuilder statement = new StringBuilder();
        for (String line : asSent.replace(CAPTURE, ";").lines().toList()) {
            if (!line.startsWith("\\set ")) {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    statements.add(oneLine(withoutSemicolon(statement.toString())));
                    statement.setLength(0);
                }
            }
        }
        return statements;
    }

    static String oneLine(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    private static String withoutSemicolon(String statement) {
        String text = statement.strip();
        return text.substring(0, text.length() - 1);
    }
}
