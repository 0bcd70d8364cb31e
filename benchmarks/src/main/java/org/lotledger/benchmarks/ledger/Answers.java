package org.lotledger.benchmarks.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.lotledger.benchmarks.http.HttpLine;
import org.lotledger.benchmarks.report.Sample;

/** Times answers to one client that asks one question after the other. */
final class Answers {
    private static final double MILLIS = 1e6;

    private final HttpLine line;
    private final int warmUp;
    private final int times;

    /**
     * @param warmUp answers that are not counted, of each question
     * @param times answers that are
     */
    Answers(HttpLine line, int warmUp, int times) {
        this.line = line;
        this.warmUp = warmUp;
        this.times = times;
    }

    /** In milliseconds. */
    public record Timed(Question question, Sample millis) {
        public boolean met() {
            return millis.percentile(0.99) < question.limitMillis();
        }
    }

    List<Timed> to(List<Question> questions, Consumer<Timed> progress) {
        // All once before any is measured: the service's code is warm for each in the same way.
        questions.forEach(question -> ask(question, question.repetitions(warmUp)));
        List<Timed> all = new ArrayList<>();
        for (Question question : questions) {
            Timed timed = new Timed(question, Sample.of(ask(question, question.repetitions(times))));
            all.add(timed);
            progress.accept(timed);
        }
        return all;
    }

    private double[] ask(Question question, int count) {
        Random random = new Random(count);
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            String path = question.path().apply(random);
            long begin = System.nanoTime();
            HttpLine.Reply reply = line.get(path);
            millis[i] = (System.nanoTime() - begin) / MILLIS;
            reply.mustBe(200);
        }
        return millis;
    }
}
