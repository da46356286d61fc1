import type { Text } from '../../engine/rule-set.ts';
import { StoreUnavailable } from '../../ledger/store.ts';

/** The store can't be used as it is set up. Says what to do, and holds no secret. */
export class StoreRefused extends StoreUnavailable {
  readonly text: Text;

  constructor(text: Text, cause?: unknown) {
    super(text.en, { cause });
    this.text = text;
  }
}
