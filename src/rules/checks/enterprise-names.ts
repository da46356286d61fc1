import { checkCreditCode } from '../credit-code.ts';

/** How the names of enterprises end, and the words after which such an ending is no name: `依法设立的有限公司`. */
export interface EnterpriseNames {
  readonly endings: readonly string[];
  readonly notAfter: readonly string[];
}

/** A name has at least this many letters before its ending. */
const SHORTEST = 3;
/** As much of the text before the ending is quoted: without spaces nobody can tell where a Chinese name begins. */
const QUOTED = 12;

/**
 * The enterprises that a text names: credit codes whose check digit is right, and letters before an ending. Endings that the
 * rule set doesn't list are not seen.
 */
export function namesIn(text: string, names: EnterpriseNames | undefined): readonly string[] {
  const codes = (text.match(/(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])/g) ?? []).filter(
    (code) => checkCreditCode(code).ok,
  );
  return [...codes, ...(names === undefined ? [] : endingsIn(text, names))];
}

function endingsIn(text: string, { endings, notAfter }: EnterpriseNames): readonly string[] {
  return endings.flatMap((ending) =>
    text
      .split(ending)
      .slice(0, -1)
      .flatMap((before) => {
        const name = /[\p{L}\p{N}()（）·&]*$/u.exec(before.slice(-QUOTED))?.[0] ?? '';
        const isGeneric = name.length < SHORTEST || notAfter.some((word) => name.endsWith(word));
        return isGeneric ? [] : [name + ending];
      }),
  );
}
