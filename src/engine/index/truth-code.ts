import type { Truth } from '../truth.ts';

/** The three truths as numbers: conjunction is the least, disjunction the greatest, negation `YES - truth`. */
export type TruthCode = 0 | 1 | 2;

export const NO: TruthCode = 0;
export const UNKNOWN: TruthCode = 1;
export const YES: TruthCode = 2;

/** The truth by its number. */
export const TRUTHS: readonly [Truth, Truth, Truth] = ['no', 'unknown', 'yes'];
