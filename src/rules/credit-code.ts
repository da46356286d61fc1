/** The unified social credit code of GB 32100-2015 (统一社会信用代码): 18 characters, the last a check digit. */

/** The characters in the order of their values 0–30; I, O, S, V and Z are never used. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;
const MODULUS = ALPHABET.length;

/** Why a text is not a credit code. Positions count from 1, in the normalised text. */
export interface CreditCodeFault {
  readonly code: 'length' | 'character' | 'check-digit';
  readonly zh: string;
  readonly en: string;
  readonly expected?: string;
  readonly position?: number;
}

export type CreditCodeCheck =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: CreditCodeFault };

/** Trims, turns full-width characters into half-width ones, and letters into capitals. */
export function normaliseCreditCode(text: string): string {
  const halfWidth = text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  return halfWidth.trim().toUpperCase();
}

/**
 * Checks length, characters and check digit of the normalised text, in this order, and reports the first fault.
 *
 * Neither the registering authority (position 1) nor the division (3–8) is looked up: both may be long
 * abolished, and the division is that of the first registration, not today's.
 */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = normaliseCreditCode(text);
  const reason = lengthFault(code) ?? characterFault(code) ?? checkDigitFault(code);
  return reason === undefined ? { ok: true, code } : { ok: false, reason };
}

/**
 * Appends the check digit, for making example codes.
 *
 * @throws RangeError when `first17` is not 17 usable characters
 */
export function completeCreditCode(first17: string): string {
  const stem = normaliseCreditCode(first17);
  // Any character of the alphabet will do in the place of the missing check digit.
  const fault = lengthFault(`${stem}0`) ?? characterFault(`${stem}0`);
  if (fault !== undefined) throw new RangeError(`can't complete "${first17}": ${fault.en}`);
  return stem + checkDigitOf(stem);
}

function lengthFault(code: string): CreditCodeFault | undefined {
  const found = [...code].length;
  if (found === LENGTH) return undefined;
  return {
    code: 'length',
    zh: `统一社会信用代码应为 ${LENGTH} 位，实为 ${found} 位`,
    en: `expected ${LENGTH} characters, found ${found}`,
    expected: String(LENGTH),
  };
}

function characterFault(code: string): CreditCodeFault | undefined {
  const characters = [...code];
  const index = characters.findIndex((c, i) => !allowedAt(i).includes(c));
  if (index < 0) return undefined;
  const found = characters[index] ?? '';
  const position = index + 1;
  const expected = allowedAt(index);
  const [zh, en] =
    expected === ALPHABET
      ? ['数字或大写字母（不含 I、O、S、V、Z）', 'a digit or a letter other than I, O, S, V, Z']
      : ['数字（登记管理机关行政区划码）', 'a digit (division of the registering authority)'];
  return {
    code: 'character',
    zh: `第 ${position} 位应为${zh}，实为“${found}”`,
    en: `expected ${en} at position ${position}, found "${found}"`,
    expected,
    position,
  };
}

function checkDigitFault(code: string): CreditCodeFault | undefined {
  const found = code.slice(LENGTH - 1);
  const expected = checkDigitOf(code.slice(0, LENGTH - 1));
  if (found === expected) return undefined;
  return {
    code: 'check-digit',
    zh: `校验码（第 ${LENGTH} 位）应为“${expected}”，实为“${found}”，请核对各位是否抄录有误`,
    en: `expected check digit "${expected}" at position ${LENGTH}, found "${found}"`,
    expected,
    position: LENGTH,
  };
}

/** Positions 3–8 (indexes 2–7) are a division code and so digits only. */
function allowedAt(index: number): string {
  return index >= 2 && index <= 7 ? '0123456789' : ALPHABET;
}

/** The weight of position i is 3^(i-1) mod 31; the check digit makes the whole sum a multiple of 31. */
function checkDigitOf(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % MODULUS;
  }
  return ALPHABET.charAt((MODULUS - (sum % MODULUS)) % MODULUS);
}
