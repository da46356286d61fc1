import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import type { RuleSet } from '../engine/rule-set.ts';
import { countTable } from './count-table.ts';
import { programFor } from './last-program.ts';
import { listTable } from './list-table.ts';
import { unpack } from './pack.ts';
import { tableOf } from './table-slice.ts';
import type { Answer, Order } from './worker-messages.ts';

// A thread of its own with a rule set of its own, see `worker-pool.ts`.

const ruleSet = unpack<RuleSet>(workerData);

parentPort?.on('message', (order: Order) => {
  const answer = answerTo(order);
  parentPort?.postMessage(answer, 'done' in answer ? buffersOf(answer.done) : []);
});

function answerTo(order: Order): Answer {
  const { id } = order;
  try {
    const [program, table] = [programFor(ruleSet, order.run, order), tableOf(order.slice)];
    return {
      id,
      done: order.kind === 'count' ? countTable(program, table) : listTable(program, table, order),
    };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

function buffersOf(done: object): TransferListItem[] {
  return Object.values(done).flatMap((each) =>
    ArrayBuffer.isView(each) ? [each.buffer as ArrayBuffer] : [],
  );
}
