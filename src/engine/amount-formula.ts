import type { Decimal } from './decimal.ts';

/** A formula for money. `cap` and `floor` bound what it gives; all figures are exact yuan. */
export type Amount =
  | { readonly kind: 'fixed'; readonly amount: Decimal }
  | ({ readonly kind: 'rate'; readonly rate: Decimal; readonly of: string } & Bounds)
  | ({
      readonly kind: 'per-unit';
      readonly amount: Decimal;
      readonly of: string;
      /** Units beyond this many give nothing more. */
      readonly maxUnits: Decimal | null;
    } & Bounds)
  | ({
      readonly kind: 'tiers';
      /** `slab`: the whole value at its band's terms. `marginal`: each part of it at the terms of the band it lies in. */
      readonly mode: 'slab' | 'marginal';
      readonly of: string;
      readonly bands: readonly Band[];
    } & Bounds)
  | { readonly kind: 'greater-of' | 'lesser-of'; readonly parts: readonly Amount[] };

export interface Bounds {
  readonly cap: Decimal | null;
  readonly floor: Decimal | null;
}

/** From the band before it up to and including `upTo`; null is without end. Bands ascend. */
export interface Band {
  readonly upTo: Decimal | null;
  readonly rate: Decimal;
  readonly fixed: Decimal;
}
