import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import type { RuleSet } from '../engine/rule-set.ts';
import { countTable } from './count-table.ts';
import { programFor } from './last-program.ts';
import { listPieces, type Piece } from './list-table.ts';
import { unpack } from './pack.ts';
import { createUnslicer } from './table-slice.ts';
import type { Answer, Done, GoOn, Order } from './worker-messages.ts';

// A thread of its own with a rule set of its own, see `worker-pool.ts`.

const ruleSet = unpack<RuleSet>(workerData);
const tableOf = createUnslicer();
/** What is being listed, by the id of its order. */
const listings = new Map<number, Iterator<Piece>>();

parentPort?.on('message', (message: Order | GoOn) => {
  const answer = answerTo(message);
  parentPort?.postMessage(answer, 'done' in answer ? buffersOf(answer.done) : []);
});

function answerTo(message: Order | GoOn): Answer {
  const { id } = message;
  try {
    return { id, done: 'of' in message ? goOn(message) : begin(message) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

function begin(order: Order): Done {
  // First: its dictionaries may be meant again, whatever goes wrong.
  const table = tableOf(order.slice);
  const program = programFor(ruleSet, order.run, order);
  if (order.kind === 'count') return countTable(program, table);
  listings.set(order.id, listPieces(program, table, order));
  return nextPiece(order.id);
}

function goOn({ kind, of }: GoOn): Done {
  if (kind === 'more') return nextPiece(of);
  listings.delete(of);
  return null;
}

function nextPiece(order: number): Piece | null {
  const next = listings.get(order)?.next();
  return next?.done === false ? next.value : null;
}

function buffersOf(done: object | null): TransferListItem[] {
  return Object.values(done ?? {}).flatMap((each: unknown) => {
    if (ArrayBuffer.isView(each)) return [each.buffer as ArrayBuffer];
    return typeof each === 'object' && each !== null && !Array.isArray(each) ? buffersOf(each) : [];
  });
}
