import { sameBytes } from '../../src/ledger/hash.ts';
import { emptyRoot } from '../../src/ledger/merkle.ts';
import {
  type Append,
  type DecisionQuery,
  type KeptDecision,
  type LedgerStore,
  type LogIdentity,
  MissingNode,
  type StoredCheckpoint,
  type StoredRuleSet,
  type TreeHead,
} from '../../src/ledger/store.ts';

/** What a store holds, open to whoever wants to damage it. */
export interface Contents {
  identity: LogIdentity | undefined;
  head: TreeHead;
  leaves: { index: number; leaf: Uint8Array; hash: Uint8Array }[];
  /** By `level/index`, from level 1 up. */
  nodes: Map<string, Uint8Array>;
  checkpoints: StoredCheckpoint[];
  decisions: (KeptDecision & { marks: readonly string[] })[];
  ruleSets: Map<string, StoredRuleSet>;
}

/** A store in memory, with the duties of a real one but durability. It may begin with what another held. */
export function createMemoryStore(held?: Contents): {
  readonly store: LedgerStore;
  readonly contents: Contents;
} {
  const contents: Contents = held ?? {
    identity: undefined,
    head: { size: 0, root: emptyRoot('sha256') },
    leaves: [],
    nodes: new Map(),
    checkpoints: [],
    decisions: [],
    ruleSets: new Map(),
  };
  return { contents, store: storeOf(contents) };
}

function storeOf(contents: Contents): LedgerStore {
  let turns: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = turns.then(work);
    turns = turn.catch(() => undefined);
    return turn;
  };
  const store: LedgerStore = {
    async open(identity) {
      if (contents.identity === undefined) {
        contents.identity = identity;
        contents.head = { size: 0, root: emptyRoot(identity.hash) };
      }
      return contents.identity;
    },
    identity: async () => contents.identity,
    head: async () => contents.head,
    append: (step) => inTurn(async () => append(contents, step)),
    inTurn: (work) => inTurn(() => work({ ...store, append: async (step) => append(contents, step) })),
    async nodes(wanted) {
      return wanted.map(({ level, index }) => {
        const found =
          level === 0
            ? contents.leaves.find((leaf) => leaf.index === index)?.hash
            : contents.nodes.get(`${level}/${index}`);
        if (found === undefined) throw new MissingNode(`${level}/${index}`);
        return found;
      });
    },
    leaves: async (from, to) => contents.leaves.filter(({ index }) => index >= from && index < to),
    checkpointFrom: async (size) => contents.checkpoints.find((each) => each.size >= size),
    checkpoints: async (after, limit) =>
      contents.checkpoints.filter(({ size }) => size > after).slice(0, limit),
    decision: async (id) => contents.decisions.find((each) => each.id === id),
    find: async (query) => find(contents, query),
    async keepRuleSet(ruleSet) {
      if (!contents.ruleSets.has(ruleSet.digest)) contents.ruleSets.set(ruleSet.digest, ruleSet);
    },
    ruleSet: async (digest) => contents.ruleSets.get(digest)?.files,
    close: async () => undefined,
  };
  return store;
}

function append(contents: Contents, { from, to, entries, nodes, checkpoint }: Append): boolean {
  if (from.size !== contents.head.size || !sameBytes(from.root, contents.head.root)) return false;
  contents.head = to;
  for (const { index, leaf, hash, decision, erases } of entries) {
    contents.leaves.push({ index, leaf, hash });
    if (decision !== undefined) {
      const { salt, request, outcome, ...columns } = decision;
      contents.decisions.push({
        ...columns,
        ...{ index, leaf, payload: { salt, request, outcome }, erasedBy: null },
      });
    }
    if (erases !== undefined)
      contents.decisions = contents.decisions.map((each) =>
        each.id === erases
          ? { ...each, payload: null, subject: null, caller: null, marks: [], erasedBy: index }
          : each,
      );
  }
  for (const { level, index, hash } of nodes) contents.nodes.set(`${level}/${index}`, hash);
  contents.checkpoints.push({ ...to, note: checkpoint });
  return true;
}

function find({ decisions, ruleSets }: Contents, query: DecisionQuery): readonly KeptDecision[] {
  const { subject, policy, outcome, ruleSet, engine, from, before, after, newestFirst, limit } = query;
  const decides = (digest: string, asOf: string) =>
    ruleSets
      .get(digest)
      ?.policies.some(
        ({ id, validFrom, validTo }) =>
          id === policy && (validFrom ?? '') <= asOf && (validTo === null || asOf <= validTo),
      ) === true;
  const isAbout = ({ marks, ruleSet: digest, asOf, payload }: Contents['decisions'][number]) => {
    if (policy === undefined) return outcome === undefined || marks.includes(outcome);
    if (payload === null || !decides(digest, asOf)) return false;
    if (outcome === undefined) return true;
    if (outcome !== 'ineligible') return marks.includes(`${outcome}:${policy}`);
    return !marks.some((mark) => mark.endsWith(`:${policy}`));
  };
  const ordered = newestFirst === true ? decisions.toReversed() : decisions;
  return ordered
    .filter((each) => {
      const inPage = after === undefined || (newestFirst === true ? each.index < after : each.index > after);
      return (
        inPage &&
        (subject === undefined || each.subject === subject) &&
        (ruleSet === undefined || each.ruleSet === ruleSet) &&
        (engine === undefined || each.engine === engine) &&
        (from === undefined || each.recordedAt >= from) &&
        (before === undefined || each.recordedAt < before) &&
        isAbout(each)
      );
    })
    .slice(0, limit);
}
