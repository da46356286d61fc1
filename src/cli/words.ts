import type { Truth } from '../engine/truth.ts';

export {
  BASIS_WORDS,
  BENEFIT_WORDS,
  DELIVERY_WORDS,
  OUTCOME_WORDS,
  OUTCOMES,
} from '../rules/plain/words.ts';

export const TRUTH_MARKS = { yes: '✓', no: '✗', unknown: '?' } as const satisfies Record<Truth, string>;
