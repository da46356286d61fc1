import type { CivilDate } from '../engine/civil-date.ts';
import type { Pointer } from '../engine/condition.ts';
import type { Decimal } from '../engine/decimal.ts';
import type { Profile } from '../engine/profile.ts';
import type { Undecided } from './find-profile.ts';

/** Where something was found: the id of what the file defines, and the place in it. */
export interface Where {
  readonly in: 'policy' | 'condition' | 'fact' | 'group';
  readonly id: string;
  readonly at: Pointer;
}

/** An enterprise that shows it, on a day. The evaluator has confirmed it. */
export interface Witness {
  readonly profile: Profile;
  readonly asOf: CivilDate;
}

/** What the rules say that nobody can have meant, or what couldn't be decided about them. */
export type Finding = { readonly where: Where } & (
  | {
      /** No enterprise satisfies it: these parts exclude each other. */
      readonly kind: 'impossible';
      readonly parts: readonly Pointer[];
    }
  | {
      /** Whatever satisfies the rest satisfies this part. */
      readonly kind: 'implied';
      readonly by: readonly Pointer[];
      readonly witness: Witness | null;
    }
  | {
      /** Beside the rest it is never a no: all that it does is ask for a fact. The witness doesn't report that. */
      readonly kind: 'cannot-fail';
      readonly witness: Witness;
    }
  | {
      /** An alternative that nothing satisfies together with the rest. */
      readonly kind: 'cannot-hold';
    }
  | {
      /** A row of a decision table that never decides. */
      readonly kind: 'row-without-effect';
      readonly row: number;
    }
  | {
      /** A band of an amount that no enterprise of the policy reaches. */
      readonly kind: 'band-out-of-reach';
      readonly band: number;
    }
  | {
      /** Just above a band's end less is given than at it. */
      readonly kind: 'band-drop';
      readonly edge: Decimal;
      readonly gives: Decimal;
      readonly thenGives: Decimal;
      readonly witness: Witness;
    }
  | {
      /** Whoever gets it gets the other too, by the same clause. */
      readonly kind: 'covered';
      readonly other: string;
      readonly witness: Witness;
    }
  | {
      /** In an exclusion group, whoever gets it gets another that is never worth less. */
      readonly kind: 'always-displaced';
      readonly other: string;
      readonly group: string;
      readonly witness: Witness;
    }
  | {
      /** In an exclusion group without ever meeting another of its members. */
      readonly kind: 'never-meets';
      readonly group: string;
      readonly inForceTogether: boolean;
    }
  | {
      /** Alike but for a threshold, and between the two neither holds, or both do. */
      readonly kind: 'threshold-gap' | 'threshold-overlap';
      readonly other: string;
      readonly fact: string;
      readonly witness: Witness;
    }
  | {
      /** Alike but for the days in force, and between the two neither is, or both are. */
      readonly kind: 'validity-gap' | 'validity-overlap';
      readonly other: string;
      readonly from: CivilDate;
      readonly to: CivilDate;
    }
  | {
      readonly kind: 'not-decided';
      readonly question: Question;
      readonly why: Undecided;
    }
);

/** What was asked where no answer was found. */
export type Question =
  | 'can-be-satisfied'
  | 'part-matters'
  | 'row-matters'
  | 'band-is-reached'
  | 'covers'
  | 'meets'
  | 'thresholds';
