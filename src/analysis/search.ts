import { type Way, waysTo } from './derived.ts';
import { type Choice, type Goal, Goals, type Option } from './goals.ts';
import type { Problem } from './problem.ts';
import { rankOf } from './rank.ts';
import { Store } from './store.ts';

/** What remains to be decided on one branch. */
interface Branch {
  readonly store: Store;
  readonly choices: readonly Choice[];
}

/** How many goals and options are looked at before the search gives up. */
export const MOST_STEPS = 60_000;

/** Searches for a profile. `finish` makes one of a branch with nothing left to decide, or answers null. */
export class Search<Found> {
  /** Whether it gave up: that nothing was found then means nothing. */
  exhausted = false;
  private steps = 0;
  private readonly problem: Problem;
  private readonly goals: Goals;
  private readonly finish: (store: Store, spend: () => boolean) => Found | null;
  private readonly ranks = new Map<string, number>();

  constructor(problem: Problem, finish: (store: Store, spend: () => boolean) => Found | null) {
    this.problem = problem;
    this.goals = new Goals(problem);
    this.finish = finish;
  }

  find(goals: readonly Goal[]): Found | null {
    const branch = this.reach(goals, { store: new Store(this.problem), choices: [] });
    return branch === null ? null : this.decide(branch);
  }

  /** Depth first: settles what has one option left, then tries the options of the choice that has fewest. */
  private decide(start: Branch): Found | null {
    const branch = this.settle(start);
    if (branch === null) return null;
    const { store, choices } = branch;
    const [tightest] = choices.toSorted((a, b) => a.length - b.length);
    if (tightest !== undefined) {
      const others = choices.filter((choice) => choice !== tightest);
      return this.tryEach(tightest, (option) => this.reach(option, { store: store.copy(), choices: others }));
    }
    const derived = this.nextDerived(store);
    if (derived === undefined) return this.finish(store, () => this.spend());
    return this.tryEach(this.waysTo(derived, store), ({ by, option }) => {
      const copy = store.copy();
      copy.passedOn.add(derived);
      if (by === 'computed') copy.computed.add(derived);
      if (by === 'reported') copy.reported.add(derived);
      return this.reach(option, { store: copy, choices: [] });
    });
  }

  private tryEach<T>(options: Iterable<T>, branchFor: (option: T) => Branch | null): Found | null {
    for (const option of options) {
      if (!this.spend()) return null;
      const branch = branchFor(option);
      const found = branch === null ? null : this.decide(branch);
      if (found !== null) return found;
    }
    return null;
  }

  private waysTo(derived: string, store: Store): Iterable<Way> {
    return waysTo(this.problem.fact(derived), store.rangeOf(derived), this.problem, this.goals);
  }

  /** Drops what is reached or out of reach, and follows choices that leave one option, until nothing changes. */
  private settle({ store, choices }: Branch): Branch | null {
    let open = choices;
    for (let changed = true; changed; ) {
      changed = false;
      const left: Choice[] = [];
      for (const choice of open) {
        const options = this.openOptions(choice, store);
        if (options === null) continue;
        const [first, second] = options;
        if (first === undefined) return null;
        if (second !== undefined) left.push(options);
        else {
          const after = this.reach(first, { store, choices: [] });
          if (after === null) return null;
          left.push(...after.choices);
          changed = true;
        }
      }
      open = left;
    }
    return { store, choices: open };
  }

  /** Null where one of the options is reached already. */
  private openOptions(choice: Choice, store: Store): Choice | null {
    const options: Option[] = [];
    for (const option of choice) {
      if (!this.spend()) return [];
      if (option.every((goal) => this.goals.isReached(goal, store))) return null;
      if (option.every((goal) => this.goals.isOpen(goal, store))) options.push(option);
    }
    return options;
  }

  /** Takes goals apart and narrows the store, which is changed; null at a dead end. */
  private reach(goals: readonly Goal[], { store, choices }: Branch): Branch | null {
    const open = [...choices];
    const agenda = goals.toReversed();
    for (let goal = agenda.pop(); goal !== undefined; goal = agenda.pop()) {
      if (!this.spend()) return null;
      if (goal.kind === 'relation') store.relations.push(goal.relation);
      else if (goal.kind === 'range') {
        if (!store.narrow(goal.fact, goal.range)) return null;
      } else {
        if (!this.goals.isOpen(goal, store)) return null;
        if (this.goals.isReached(goal, store)) continue;
        const step = this.goals.step(goal.condition, goal.truths, store);
        if (step.kind === 'choice') open.push(step.choice);
        else agenda.push(...step.goals.toReversed());
      }
    }
    return { store, choices: open };
  }

  /**
   * A derived fact whose demands aren't passed on yet, of the highest rank: what is demanded of it can't grow any more, for
   * only facts that are derived from it could add to it.
   */
  private nextDerived(store: Store): string | undefined {
    const waiting = [...store.touched()].filter((id) => this.rank(id) > 0 && !store.passedOn.has(id));
    return waiting.toSorted((a, b) => this.rank(b) - this.rank(a))[0];
  }

  private rank(id: string): number {
    return rankOf(id, this.problem.ruleSet, this.ranks);
  }

  private spend(): boolean {
    this.steps += 1;
    if (this.steps > MOST_STEPS) this.exhausted = true;
    return !this.exhausted;
  }
}
