package org.lotledger.benchmarks.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;

/** The events of a plan one after the other, each lot's in their order, those of different lots mixed. */
public final class History implements Iterator<Announced> {
    private final HistoryPlan plan;
    private final Map<Integer, List<Integer>> outputs;
    private final List<LotLife> alive = new ArrayList<>();
    private final Random random;
    private final int bigLotIn;
    private int nextLot;

    public History(HistoryPlan plan) {
        this.plan = plan;
        this.outputs = plan.outputsByComponent();
        this.random = new Random(plan.transactions());
        this.bigLotIn =
                plan.bigLotTransactions() == 0 ? 0 : (int) Math.max(1, plan.transactions() / plan.bigLotTransactions());
        while (nextLot < plan.lots() && alive.size() < plan.lotsAtOnce()) {
            alive.add(born());
        }
    }

    private LotLife born() {
        int lot = nextLot++;
        return new LotLife(plan, lot, outputs.getOrDefault(lot, List.of()));
    }

    @Override
    public boolean hasNext() {
        return !alive.isEmpty();
    }

    @Override
    public Announced next() {
        if (alive.isEmpty()) {
            throw new NoSuchElementException();
        }
        int chosen = choose();
        LotLife life = alive.get(chosen);
        Announced event = life.next();
        if (life.ended()) {
            if (nextLot < plan.lots()) {
                alive.set(chosen, born());
            } else {
                alive.set(chosen, alive.getLast());
                alive.removeLast();
            }
        }
        return event;
    }

    /** The big lot, at the front as long as it lives, is chosen as often as its part in the whole asks. */
    private int choose() {
        return bigLotIn > 0 && random.nextInt(bigLotIn) == 0 ? 0 : random.nextInt(alive.size());
    }
}
