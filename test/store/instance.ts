import { openStore } from '../../src/io/store/open-store.ts';
import { StoreRefused } from '../../src/io/store/store-refused.ts';
import { decisionOf, RULE_SET, stepFrom } from './steps.ts';

/*
 * A process that opens the store of its environment, appends as many decisions as its argument says, says the id of each
 * once it is recorded, and stays until it is ended.
 */
try {
  const { store } = await openStore();
  await store.open({ origin: 'test.example/log', hash: 'sha256' });
  await store.keepRuleSet(RULE_SET);
  console.log('open');
  for (let count = Number(process.argv[2]); count > 0; count -= 1) {
    const decision = decisionOf(`${process.pid}-${count}`);
    if (await store.append(stepFrom(await store.head(), [{ decision }]))) console.log(decision.id);
  }
  console.log('done');
  setInterval(() => {}, 60_000);
} catch (cause) {
  console.log(cause instanceof StoreRefused ? cause.text.en : cause);
  process.exitCode = 1;
}
