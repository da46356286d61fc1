import { Decimal as Base } from 'decimal.js';

/** Exact decimals: 40 significant digits, half up. Every number, amount and ratio in the engine is one. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP });
export type Decimal = Base;
