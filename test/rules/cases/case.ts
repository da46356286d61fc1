import type { Edit } from '../edits.ts';

/** Slips in the good rule set and all that is found, in order of place. */
export interface Case {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** `code file#pointer line:column` and the twelve characters that stand there, as far as the line has them. */
  readonly found: readonly string[];
}

export function one(name: string, edit: Edit, ...found: readonly string[]): Case {
  return { name, edits: [edit], found };
}

export function several(name: string, edits: readonly Edit[], ...found: readonly string[]): Case {
  return { name, edits, found };
}
