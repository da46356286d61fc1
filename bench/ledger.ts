/*
 * What recording costs: decisions per second through the ledger, against plain inserts of equal rows in groups formed
 * the same way, on one PostgreSQL, in turns. And: checking a receipt against a bare signature check, replaying a decision
 * against deciding it once.
 *
 *   npx tsx bench/ledger.ts [seconds a turn] [turns]
 */

import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { type Kysely, sql } from 'kysely';
import { load } from '../src/app/load.ts';
import { outcomeRecord } from '../src/app/outcome-record.ts';
import { marksOf, storedRuleSet } from '../src/app/record-decision.ts';
import { createRuleSetLoader } from '../src/app/recorded-rule-set.ts';
import { replay } from '../src/app/replay.ts';
import { requestRecord } from '../src/app/request-record.ts';
import { match } from '../src/engine/match.ts';
import { readJsonFiles } from '../src/io/rule-files.ts';
import { bytesArray } from '../src/io/store/bytes-array.ts';
import { ledgerStore } from '../src/io/store/ledger-store.ts';
import { migrate } from '../src/io/store/migrate.ts';
import { postgres } from '../src/io/store/postgres.ts';
import type { Tables } from '../src/io/store/tables.ts';
import { canonicalBytes } from '../src/ledger/canonical.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { newPrivateKey, parseVerifierKey, type Signer, signerFrom } from '../src/ledger/note-key.ts';
import { verifyReceipt } from '../src/ledger/receipt.ts';
import { LARGEST_GROUP, type NewDecision } from '../src/ledger/sequencer.ts';
import { verifyLedger } from '../src/ledger/verify-ledger.ts';
import { parseMatchRequest } from '../src/rules/match-request.ts';
import { startPostgres } from '../test/store/postgres.ts';

const SECONDS = Number(process.argv[2] ?? 4);
const TURNS = Number(process.argv[3] ?? 7);
const CALLERS = 64;
const AS_OF = '2024-09-01';

const loaded = load(await readJsonFiles('rules'), await readJsonFiles('seeds'));
if (!loaded.ok) throw new Error('the shipped rules have mistakes');
const { ruleSet, ruleFiles } = loaded.loaded;
const json: unknown = JSON.parse(await readFile('examples/enterprises/ningguo-precision-parts.json', 'utf8'));
const parsed = parseMatchRequest(ruleSet, json, AS_OF);
if (!parsed.ok) throw new Error('the example has mistakes');
const { request } = parsed;
const outcome = outcomeRecord(ruleSet, request.asOf, match(ruleSet, request.profile, request.asOf));
const decision: NewDecision = {
  ...{ asOf: request.asOf, ruleSet: ruleSet.digest, engine: '0.1.0' },
  ...{ subject: request.subject, caller: 'bench', marks: marksOf(outcome) },
  ...{ request: requestRecord(request, json, 'bench'), outcome },
};

const server = await startPostgres();
const url = await server.freshDatabase();
const limits = { connect: 5000, statement: 30_000 };
const database = postgres({ url, limits, allowUnsafe: false });
await migrate(database.queries);
const store = ledgerStore(database);
const identity = { origin: 'bench', hash: 'sha256' } as const;
const signer = signerFrom('bench', newPrivateKey()) as Signer;
const ledger = await openLedger({
  ...{ store, identity, signer, newId: () => crypto.randomUUID() },
  now: () => new Date().toISOString(),
});
await store.keepRuleSet(storedRuleSet(ruleSet, ruleFiles));

/**
 * Inserts rows of the same sizes into tables of the same columns and indexes, in groups of the same size, and nothing
 * more: what was asked and answered is written as JSON, as any program that keeps it must.
 */
class PlainWriter {
  private readonly queries: Kysely<Tables>;
  private readonly queue: {
    readonly request: Uint8Array;
    readonly outcome: Uint8Array;
    readonly done: () => void;
  }[] = [];
  private running = false;
  private size = 0;
  private readonly bytes = {
    leaf: canonicalBytes({ padding: 'x'.repeat(420) }),
    hash: new Uint8Array(32),
    salt: new Uint8Array(32),
  };

  constructor(queries: Kysely<Tables>) {
    this.queries = queries;
  }

  async prepare(): Promise<void> {
    for (const table of ['leaf', 'node', 'checkpoint', 'decision', 'payload'])
      await sql`create table ${sql.table(`plain_${table}`)} (like ${sql.table(table)} including all)`.execute(
        this.queries,
      );
  }

  record(): Promise<void> {
    const [request, outcome] = [decision.request, decision.outcome].map((json) =>
      Buffer.from(JSON.stringify(json)),
    );
    return new Promise((done) => {
      if (request !== undefined && outcome !== undefined) this.queue.push({ request, outcome, done });
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    await Promise.resolve();
    while (this.queue.length > 0) {
      const group = this.queue.splice(0, LARGEST_GROUP);
      await this.insert(group);
      for (const { done } of group) done();
    }
    this.running = false;
  }

  private async insert(group: PlainWriter['queue']): Promise<void> {
    const count = group.length;
    const of = <T>(value: T): readonly T[] => Array.from({ length: count }, () => value);
    const first = this.size;
    this.size += count;
    const indexes = Array.from({ length: count }, (_, at) => first + at);
    const ids = indexes.map(() => crypto.randomUUID());
    const marks = `{${decision.marks.map((mark) => `"${mark}"`).join(',')}}`;
    const { leaf, hash, salt } = this.bytes;
    const [requests, outcomes] = [group.map(({ request }) => request), group.map(({ outcome }) => outcome)];
    await sql`with leaves as (
        insert into plain_leaf (index, bytes, hash)
        select * from unnest(${indexes}::bigint[], ${bytesArray(of(leaf))}::bytea[], ${bytesArray(of(hash))}::bytea[])),
      nodes as (
        insert into plain_node (level, index, hash)
        select * from unnest(${of(1)}::integer[], ${indexes}::bigint[], ${bytesArray(of(hash))}::bytea[])),
      checkpoints as (
        insert into plain_checkpoint (size, root, note) values (${this.size}, ${hash}, ${'x'.repeat(180)})),
      decisions as (
        insert into plain_decision (index, id, recorded_at, as_of, rule_set, engine, subject, caller, marks)
        select index, id, now(), ${decision.asOf}::date, ${decision.ruleSet}, ${decision.engine}, ${decision.subject},
          ${decision.caller}, ${marks}::text[]
        from unnest(${indexes}::bigint[], ${ids}::text[]) as fresh (index, id))
      insert into plain_payload (index, salt, request, outcome)
      select * from unnest(${indexes}::bigint[], ${bytesArray(of(salt))}::bytea[], ${bytesArray(requests ?? [])}::bytea[], ${bytesArray(outcomes ?? [])}::bytea[])`.execute(
      this.queries,
    );
  }
}

const plain = new PlainWriter(database.queries);
await plain.prepare();

/** How often callers get something done in a turn, per second. */
async function rate(callers: number, seconds: number, work: () => unknown): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await work();
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - start)) * 1000;
}

interface Contender {
  readonly name: string;
  readonly callers: number;
  readonly work: () => unknown;
}

/** Ratio of the first to the second: the median over turns that alternate, and the spread. */
async function compare(first: Contender, second: Contender, seconds = SECONDS): Promise<void> {
  const rates: [number, number][] = [];
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const pair: [number, number] = [0, 0];
    const order = turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const which of order) {
      const { callers, work } = which === 0 ? first : second;
      pair[which] = await rate(callers, seconds, work);
    }
    // The first turn warms both up.
    if (turn > 0) rates.push(pair);
  }
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  const ratios = rates.map(([a, b]) => a / b);
  const percent = (ratio: number) => `${(ratio * 100).toFixed(0)} %`;
  console.log(`${first.name}: ${median(rates.map(([a]) => a)).toFixed(0)}/s`);
  console.log(`${second.name}: ${median(rates.map(([, b]) => b)).toFixed(0)}/s`);
  console.log(
    `ratio: median ${percent(median(ratios))}, from ${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))}\n`,
  );
}

// What is timed is first seen to be right.
const sample = await ledger.record(decision);
const receipt = await ledger.receipt(sample.id, { opening: false });
if (!verifyReceipt(receipt, { trustedKeys: [signer.key] }).ok) throw new Error('the receipt does not verify');
const kept = await store.decision(sample.id);
const loadRuleSet = createRuleSetLoader(store);
if (kept === undefined || (await replay(kept, loadRuleSet)).result !== 'identical')
  throw new Error('the replay is not identical');

const model = cpus()[0]?.model ?? '?';
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${model}`);
console.log(`npx tsx bench/ledger.ts ${SECONDS} ${TURNS}`);
console.log(
  `payload: ${canonicalBytes(decision.outcome).length + canonicalBytes(decision.request).length} bytes, ${CALLERS} callers\n`,
);

await compare(
  { name: 'recorded decisions', callers: CALLERS, work: () => ledger.record(decision) },
  { name: 'plain inserts of equal rows, grouped alike', callers: CALLERS, work: () => plain.record() },
);
const note = (receipt as { checkpoint: string }).checkpoint;
const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
const signature = new Uint8Array(Buffer.from(/ (\S+)\n$/.exec(note)?.[1] ?? '', 'base64').subarray(4));
const verifier = parseVerifierKey(signer.key);
if (verifier?.verify(text, signature) !== true) throw new Error('the signature does not verify');
await compare(
  { name: 'receipts checked', callers: 1, work: () => verifyReceipt(receipt, {}) },
  { name: 'bare Ed25519 signatures checked', callers: 1, work: () => verifier.verify(text, signature) },
  1,
);
await compare(
  { name: 'decisions replayed by both evaluators', callers: 1, work: () => replay(kept, loadRuleSet) },
  {
    name: 'the same decided once, by the engine',
    callers: 1,
    work: () => match(ruleSet, request.profile, AS_OF),
  },
  2,
);

let findings = 0;
const head = await store.head();
for await (const { message } of verifyLedger(store, identity)) {
  findings += 1;
  console.error(message.en);
}
console.log(`the log verifies: ${head.size} leaves, ${findings} findings`);
await database.close();
await server.remove();
