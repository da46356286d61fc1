import { Worker } from 'node:worker_threads';
import type { RuleSet } from '../engine/rule-set.ts';
import { type Counts, createCounts } from './count-table.ts';
import type { Piece } from './list-table.ts';
import type { Listing, PieceListing } from './match-table.ts';
import { pack } from './pack.ts';
import type { Run } from './row-reader.ts';
import type { Table } from './table.ts';
import { createPacker, sliceTable, wholeTable } from './table-slice.ts';
import type { Answer, Done, GoOn, Order } from './worker-messages.ts';

/** Threads that match tables. What they find doesn't depend on how many they are. */
export interface WorkerPool {
  /** The table split among the threads. */
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
  return {
    async count(table, run, listing = {}) {
      const slices = sliceTable(table, threads);
      const orders = slices.map((slice) => ({ kind: 'count', run, ...listing, slice }) as const);
      const asked = orders.map((order, place) => (workers[place] as Thread).begin(order).done);
      const counts = createCounts(ruleSet.policies.length);
      for (const done of await Promise.all(asked)) addCounts(counts, done as Counts);
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
    try {
      for (let next = done; ; ) {
        const piece = (await next) as Piece | null;
        if (piece === null) return;
        next = worker.send({ kind: 'more', of: id }).done;
        next.catch(() => undefined);
        yield piece;
      }
    } finally {
      worker.send({ kind: 'drop', of: id }).done.catch(() => undefined);
    }
  })();
}

interface Thread {
  begin(order: Omit<Order, 'id'>): Sent;
  send(message: Omit<Order, 'id'> | Omit<GoOn, 'id'>): Sent;
  close(): Promise<void>;
}

interface Sent {
  readonly id: number;
  readonly done: Promise<Done>;
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
  worker.on('messageerror', end);
  worker.on('exit', () => end(new Error('the thread that matches has ended')));
  worker.unref();
  const packer = createPacker();
  const send: Thread['send'] = (message) => {
    asked += 1;
    if (ended !== null) return { id: asked, done: Promise.reject(ended) };
    // Throws what can't be sent.
    worker.postMessage({ ...message, id: asked });
    worker.ref();
    const done = new Promise<Done>((resolve, reject) => waiting.set(asked, { resolve, reject }));
    return { id: asked, done };
  };
  return {
    send,
    begin(order) {
      try {
        return send({ ...order, slice: packer.pack(order.slice) });
      } catch (cause) {
        packer.forget();
        throw cause;
      }
    },
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
