import { describe, expect, it } from 'vitest';
import { hash } from '../../src/ledger/hash.ts';
import { MissingNode, StoreUnavailable } from '../../src/ledger/store.ts';
import { appendAll, type Begin, everything, openLog } from './contract.ts';
import { anyHash, bytes, decisionOf, OTHER_RULE_SET, RULE_SET, stepFrom } from './steps.ts';

/** What `append` and the reads of the tree owe, on any database. */
export function appendDuties(begin: Begin): void {
  describe('a log', () => logDuties(begin));
  describe('append', () => stepDuties(begin));
  describe('a turn', () => turnDuties(begin));
  describe('an append that loses or fails changes nothing', () => refusalDuties(begin));
  describe('erasure', () => erasureDuties(begin));
}

function logDuties(begin: Begin): void {
  it('is made once, and kept as it is', async () => {
    const { store, second } = await begin();
    const made = { origin: 'first.example/log', hash: 'sm3' } as const;
    expect(await store.identity()).toBeUndefined();
    expect(await store.open(made)).toEqual(made);
    expect(await store.identity()).toEqual(made);
    expect(await second.open({ origin: 'other.example/log', hash: 'sha256' })).toEqual(made);
    expect(await second.head()).toEqual({ size: 0, root: hash('sm3') });
  });

  it('is made once by two that open it at the same time', async () => {
    const { store, second } = await begin();
    const [a, b] = await Promise.all([
      store.open({ origin: 'a', hash: 'sha256' }),
      second.open({ origin: 'b', hash: 'sm3' }),
    ]);
    expect(a).toEqual(b);
  });

  it('has nothing in it', async () => {
    const { store } = await openLog(begin);
    expect(await store.leaves(0, 10)).toEqual([]);
    expect(await store.checkpointFrom(0)).toBeUndefined();
    expect(await store.checkpoints(0, 10)).toEqual([]);
    expect(await store.find({ limit: 10 })).toEqual([]);
    expect(await store.decision('unknown')).toBeUndefined();
    expect(await store.ruleSet('sha256:unknown')).toBeUndefined();
    await expect(store.nodes([{ level: 0, index: 0 }])).rejects.toThrow(MissingNode);
  });

  it('keeps a rule set once, whoever brings it', async () => {
    const { store, second } = await begin();
    await Promise.all([store.keepRuleSet(RULE_SET), second.keepRuleSet(RULE_SET)]);
    await second.keepRuleSet(OTHER_RULE_SET);
    expect(await second.ruleSet(RULE_SET.digest)).toEqual(RULE_SET.files);
    expect(await store.ruleSet(OTHER_RULE_SET.digest)).toEqual(OTHER_RULE_SET.files);
  });
}

function stepDuties(begin: Begin): void {
  it('is read by every instance once it has resolved', async () => {
    const { store, second } = await openLog(begin);
    const first = stepFrom(await store.head(), [{}, { decision: decisionOf('d') }, {}]);
    expect(await store.append(first)).toBe(true);
    expect(await second.head()).toEqual(first.to);
    const next = stepFrom(first.to, [{}]);
    expect(await second.append(next)).toBe(true);
    expect(await store.head()).toEqual(next.to);
    const leaves = [...first.entries, ...next.entries].map(({ index, leaf, hash }) => ({
      index,
      leaf,
      hash,
    }));
    expect(await store.leaves(0, 4)).toEqual(leaves);
    expect(await store.leaves(1, 3)).toEqual(leaves.slice(1, 3));
    const checkpoint = { ...first.to, note: first.checkpoint };
    expect(await second.checkpointFrom(1)).toEqual(checkpoint);
    expect(await second.checkpointFrom(3)).toEqual(checkpoint);
    expect(await second.checkpointFrom(4)).toEqual({ ...next.to, note: next.checkpoint });
    expect(await second.checkpointFrom(5)).toBeUndefined();
    expect((await store.checkpoints(0, 1)).map(({ size }) => size)).toEqual([3]);
    expect((await store.checkpoints(3, 9)).map(({ size }) => size)).toEqual([4]);
  });

  it('keeps nodes, given back in the order asked for', async () => {
    const { store } = await openLog(begin);
    const [a, b] = [anyHash('a'), anyHash('b')];
    const nodes = [
      { level: 1, index: 0, hash: a },
      { level: 2, index: 9_007_199_254_740_991, hash: b },
    ];
    const step = { ...stepFrom(await store.head(), [{}, {}]), nodes };
    await store.append(step);
    const leaf = step.entries[1]?.hash;
    const wanted = [{ level: 2, index: 9_007_199_254_740_991 }, { level: 0, index: 1 }, ...nodes.slice(0, 1)];
    expect(await store.nodes(wanted)).toEqual([b, leaf, a]);
    expect(await store.nodes([])).toEqual([]);
    await expect(store.nodes([...wanted, { level: 1, index: 1 }])).rejects.toThrow(MissingNode);
  });

  it('keeps a decision to the byte', async () => {
    const { store } = await openLog(begin);
    const odd = decisionOf(`'"\\{},;%_\n`, {
      recordedAt: '2026-12-31T23:59:59.999Z',
      asOf: '2024-02-29',
      subject: `企业"\\'{}`,
      caller: null,
      marks: ['eligible', '待定:"a\\b",{c}', 'NULL', ''],
      request: new Uint8Array(256).map((_, at) => at),
      outcome: new Uint8Array(0),
    });
    await appendAll(store, [odd]);
    const { salt, request, outcome, marks: _, ...columns } = odd;
    const leaf = (await store.leaves(0, 1))[0]?.leaf;
    const payload = { salt, request, outcome };
    expect(await store.decision(odd.id)).toEqual({ ...columns, index: 0, leaf, payload, erasedBy: null });
  });

  it('forks nothing when two append at once', async () => {
    const { store, second } = await openLog(begin);
    for (let round = 0; round < 20; round += 1) {
      const from = await store.head();
      const [ours, theirs] = ['ours', 'theirs'].map((name) =>
        stepFrom(from, [{ decision: decisionOf(`${name} ${round}`) }, {}], name),
      ) as [ReturnType<typeof stepFrom>, ReturnType<typeof stepFrom>];
      const won = await Promise.all([store.append(ours), second.append(theirs)]);
      const [winner, loser] = won[0] ? [ours, theirs] : [theirs, ours];
      expect(won.toSorted()).toEqual([false, true]);
      expect(await store.head()).toEqual(winner.to);
      expect((await store.leaves(from.size, from.size + 9)).map(({ leaf }) => leaf)).toEqual(
        winner.entries.map(({ leaf }) => leaf),
      );
      expect(await store.decision(loser.entries[0]?.decision?.id ?? '')).toBeUndefined();
    }
  });
}

function turnDuties(begin: Begin): void {
  it('makes the others wait, and is done with a head that nobody moves', async () => {
    const { store, second } = await openLog(begin);
    const order: string[] = [];
    const stale = stepFrom(await second.head(), [{}], 'other');
    let other: Promise<void> | undefined;
    await store.inTurn(async (turn) => {
      other = second.append(stale).then((won) => void order.push(`other ${won}`));
      await new Promise((resolve) => setTimeout(resolve, 200));
      const won = await turn.append(stepFrom(await turn.head(), [{}, {}]));
      order.push(`turn ${won} ${(await turn.head()).size}`);
    });
    await other;
    expect(order).toEqual(['turn true 2', 'other false']);
  });

  it('is over when its work fails', async () => {
    const { store, second } = await openLog(begin);
    await expect(store.inTurn(() => Promise.reject(new Error('the work failed')))).rejects.toThrow(
      'the work failed',
    );
    expect(await second.append(stepFrom(await second.head(), [{}]))).toBe(true);
    expect(await second.inTurn(async (turn) => (await turn.head()).size)).toBe(1);
  });

  it('comes to everyone who asks for it', async () => {
    const { store, second } = await openLog(begin);
    const turns = [store, second, store, second].map((each, at) =>
      each.inTurn(async (turn) => turn.append(stepFrom(await turn.head(), [{}], `turn ${at}`))),
    );
    expect(await Promise.all(turns)).toEqual([true, true, true, true]);
    expect((await store.head()).size).toBe(4);
  });
}

function refusalDuties(begin: Begin): void {
  const check = (
    says: string,
    change: (step: ReturnType<typeof stepFrom>) => ReturnType<typeof stepFrom>,
    result: 'false' | 'rejects',
  ) =>
    it(says, async () => {
      const { store, tables } = await openLog(begin);
      await appendAll(store, [decisionOf('first')]);
      const before = await everything(tables);
      const contents = [{ decision: decisionOf('second') }, { erases: 'first' }];
      const step = change(stepFrom(await store.head(), contents));
      const done = await store.append(step).catch((cause: unknown) => cause);
      if (result === 'false') expect(done).toBe(false);
      else expect(done).toSatisfy((cause) => cause instanceof Error && !(cause instanceof StoreUnavailable));
      expect(await everything(tables)).toEqual(before);
    });

  check('another size', (step) => stepFrom({ ...step.from, size: 0 }, [{}]), 'false');
  check('a size yet to come', (step) => stepFrom({ ...step.from, size: 2 }, [{}]), 'false');
  check('another root', (step) => ({ ...step, from: { ...step.from, root: bytes('?') } }), 'false');
  check(
    'an id that is taken',
    (step) => stepFrom(step.from, [{}, { decision: decisionOf('first') }]),
    'rejects',
  );
  check(
    'a rule set that isn’t kept',
    (step) => stepFrom(step.from, [{ decision: decisionOf('x', { ruleSet: 'sha256:cc' }) }]),
    'rejects',
  );
  check('no entries', (step) => ({ ...step, entries: [], to: step.from }), 'rejects');
  check('too few entries', (step) => ({ ...step, entries: step.entries.slice(1) }), 'rejects');
  check('a gap', (step) => ({ ...step, to: { ...step.to, size: step.to.size + 1 } }), 'rejects');
  check(
    'a text that can’t be stored',
    (step) => stepFrom(step.from, [{ decision: decisionOf('x', { subject: '\u0000' }) }]),
    'rejects',
  );
}

function erasureDuties(begin: Begin): void {
  it('takes the payload and what it could be found by, and nothing else', async () => {
    const { store } = await openLog(begin);
    await appendAll(store, [decisionOf('gone'), decisionOf('stays')]);
    const [gone, stays] = [await store.decision('gone'), await store.decision('stays')];
    const leaves = await store.leaves(0, 2);
    const step = stepFrom(await store.head(), [{ erases: 'gone' }]);
    expect(await store.append(step)).toBe(true);
    const blank = { ...gone, subject: null, caller: null, payload: null, erasedBy: 2 };
    expect(await store.decision('gone')).toEqual(blank);
    expect(await store.decision('stays')).toEqual(stays);
    expect(await store.leaves(0, 2)).toEqual(leaves);
    expect(await store.append(stepFrom(step.to, [{ erases: 'gone' }, { erases: 'unknown' }]))).toBe(true);
    expect(await store.decision('gone')).toEqual(blank);
  });

  it('leaves no trace in the tables', async () => {
    const { store, tables } = await openLog(begin);
    await appendAll(store, [decisionOf('d', { subject: '名字', marks: ['eligible:secret-policy'] })]);
    await store.append(stepFrom(await store.head(), [{ erases: 'd' }]));
    const text = JSON.stringify(await everything(tables));
    const { salt, request, outcome } = decisionOf('d');
    const hex = [salt, request, outcome].map((each) => Buffer.from(each).toString('hex'));
    for (const trace of ['名字', 'caller of', 'secret-policy', ...hex]) expect(text).not.toContain(trace);
  });

  it('of a decision in the same step', async () => {
    const { store } = await openLog(begin);
    const contents = [{ decision: decisionOf('d') }, { erases: 'd' }];
    expect(await store.append(stepFrom(await store.head(), contents))).toBe(true);
    const blank = { subject: null, caller: null, payload: null, erasedBy: 1 };
    expect(await store.decision('d')).toMatchObject(blank);
    expect(await store.find({ policy: 'always', limit: 9 })).toEqual([]);
  });
}
