import { Worker } from 'node:worker_threads';
import type { RuleSet } from '../engine/rule-set.ts';
import { type Counts, createCounts } from './count-table.ts';
import type { FoundRows } from './found-rows.ts';
import { joinFound } from './join-found.ts';
import type { Piece } from './list-table.ts';
import type { Listing, PieceListing } from './match-table.ts';
import { pack } from './pack.ts';
import type { Run } from './row-reader.ts';
import type { Table } from './table.ts';
import { createPacker, sliceTable, wholeTable } from './table-slice.ts';
import type { Answer, Done, More, Order } from './worker-messages.ts';

/** Threads that match tables. What they find doesn't depend on how many they are. */
export interface WorkerPool {
  /** The table split among the threads. */
  match(table: Table, run: Run, listing?: Listing): Promise<FoundRows>;
  count(table: Table, run: Run, listing?: Pick<Listing, 'policies'>): Promise<Counts>;
  /** What one thread finds, piece by piece as `matchPieces`. It begins at once, and is one piece ahead of who asks. */
  pieces(table: Table, run: Run, listing: PieceListing): AsyncIterable<Piece>;
  /** Ends the threads; what they have not finished is rejected. */
  close(): Promise<void>;
}

interface Settings {
  readonly threads: number;
  /** Where `worker.ts` is, as Node can run it. */
  readonly program: URL;
}

/**
 * Starts threads for one rule set. Columns in shared memory (`SharedArrayBuffer`) are read where they are, others copied. A call
 * rejects with what went wrong in a thread.
 */
export function createWorkerPool(ruleSet: RuleSet, { threads, program }: Settings): WorkerPool {
  const packed = pack(ruleSet);
  const workers = Array.from({ length: threads }, () => startWorker(program, packed));
  let begun = 0;
  const ask = (kind: Order['kind'], table: Table, run: Run, listing: Listing) => {
    const slices = sliceTable(table, threads);
    const orders = slices.map((slice) => ({ kind, run, ...listing, slice }));
    return Promise.all(
      orders.map(async (order, place) => ({
        first: order.slice.first,
        done: await (workers[place] as Thread).ask(order),
      })),
    );
  };
  return {
    async match(table, run, listing = {}) {
      const answers = await ask('match', table, run, listing);
      return joinFound(answers.map(({ first, done }) => ({ first, found: done as FoundRows })));
    },
    async count(table, run, listing = {}) {
      const counts = createCounts(ruleSet.policies.length);
      for (const { done } of await ask('count', table, run, listing)) addCounts(counts, done as Counts);
      return counts;
    },
    pieces(table, run, listing) {
      const worker = workers[begun % workers.length] as Thread;
      begun += 1;
      return piecesFrom(worker, { kind: 'pieces', run, ...listing, slice: wholeTable(table) });
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function addCounts(sum: Counts, more: Counts): void {
  for (const outcome of ['eligible', 'conditional', 'undetermined'] as const)
    more[outcome].forEach((count, place) => {
      sum[outcome][place] = (sum[outcome][place] as number) + count;
    });
}

/** The next piece is asked for when one is taken. */
function piecesFrom(worker: Thread, order: Omit<Order, 'id'>): AsyncIterable<Piece> {
  const { id, done } = worker.begin(order);
  // A failure is told to whoever takes the first piece.
  done.catch(() => undefined);
  return (async function* () {
    for (let next = done; ; ) {
      const piece = (await next) as Piece | null;
      if (piece === null) return;
      next = worker.more(id);
      next.catch(() => undefined);
      yield piece;
    }
  })();
}

interface Thread {
  ask(order: Omit<Order, 'id'>): Promise<Done>;
  begin(order: Omit<Order, 'id'>): { readonly id: number; readonly done: Promise<Done> };
  more(of: number): Promise<Done>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(done: Done): void;
  reject(error: Error): void;
}

function startWorker(program: URL, workerData: unknown): Thread {
  const worker = new Worker(program, { workerData });
  const waiting = new Map<number, Waiting>();
  let ended: Error | null = null;
  let asked = 0;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    settle(answer, waiting.get(answer.id));
    waiting.delete(answer.id);
    // Idle threads don't keep the process.
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread that matches has ended')));
  worker.unref();
  const pack = createPacker();
  const send = (message: Omit<Order, 'id'> | Omit<More, 'id'>) => {
    asked += 1;
    const id = asked;
    const done = new Promise<Done>((resolve, reject) => {
      if (ended !== null) return reject(ended);
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ ...message, id });
    });
    return { id, done };
  };
  const begin = (order: Omit<Order, 'id'>) => send({ ...order, slice: pack(order.slice) });
  return {
    begin,
    ask: (order) => begin(order).done,
    more: (of) => send({ kind: 'more', of }).done,
    async close() {
      end(new Error('the threads that match are closed'));
      await worker.terminate();
    },
  };
}

function settle(answer: Answer, waiting: Waiting | undefined): void {
  if ('done' in answer) waiting?.resolve(answer.done);
  else waiting?.reject(new Error(answer.failed));
}
