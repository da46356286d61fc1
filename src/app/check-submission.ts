import type { Diagnostic } from '../rules/diagnostic.ts';
import { diagnose, hasErrors } from '../rules/diagnostic.ts';
import { parseJsonText } from '../rules/json-text.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { type SubmissionJson, submissionSchema } from '../rules/schema/submission-schema.ts';
import { checkShape } from '../rules/shape.ts';
import { checkFully } from './check-fully.ts';

/** Bytes of a submission. */
export const LARGEST_SUBMISSION = 20_000_000;

/** What is said of rule files sent in. */
export interface SubmissionAnswer {
  readonly ok: boolean;
  /** The digest of the rule set; null where there are errors. */
  readonly ruleSet: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** How many diagnostics are left out beyond those listed. */
  readonly omitted: number;
}

/** What a submission came to: an answer, or why it isn't one that can be checked. */
export type Submitted =
  | { readonly kind: 'checked'; readonly answer: SubmissionAnswer }
  | { readonly kind: 'unreadable' | 'invalid'; readonly diagnostics: readonly Diagnostic[] };

/** Why a submission wasn't checked: others are being checked, or it takes more time or memory than one may. */
export interface NotChecked {
  readonly kind: 'busy' | 'late' | 'too-large';
}

/** No honest rule set has more mistakes; a hostile one would make the answer far larger than itself. */
const MOST_LISTED = 1000;

const BODY = { file: 'request', pointer: '' };

/**
 * Checks rule files sent in, `{ files, seeds?, mutation? }`, as `mianshen check` does. A file is its text, or JSON; the
 * places in JSON are those of its text with two blanks a level.
 */
export async function checkSubmission(bytes: Uint8Array): Promise<Submitted> {
  // Bytes that aren't UTF-8 become U+FFFD here, which the parser refuses.
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return { kind: 'unreadable', diagnostics: [diagnose('empty', BODY)] };
  const parsed = parseJsonText(BODY.file, text, LARGEST_SUBMISSION);
  if (!parsed.ok) return { kind: 'unreadable', diagnostics: parsed.diagnostics };
  const shaped = checkShape(submissionSchema, parsed.value, BODY.file);
  if (!shaped.ok) return { kind: 'invalid', diagnostics: shaped.diagnostics };
  return { kind: 'checked', answer: await check(shaped.value) };
}

async function check({ files, seeds, mutation = false }: SubmissionJson): Promise<SubmissionAnswer> {
  const documents = seeds === undefined ? null : filesOf(seeds).map(inSeeds);
  const { ruleSet, diagnostics } = await checkFully(filesOf(files), documents, { mutation });
  const ok = !hasErrors(diagnostics);
  return {
    ok,
    ruleSet: ok ? (ruleSet?.digest ?? null) : null,
    diagnostics: diagnostics.slice(0, MOST_LISTED),
    omitted: Math.max(0, diagnostics.length - MOST_LISTED),
  };
}

function filesOf(given: SubmissionJson['files']): readonly RuleFile[] {
  return Object.entries(given).map(([path, content]) => ({
    path,
    text: typeof content === 'string' ? content.normalize('NFC') : JSON.stringify(content, null, 2),
  }));
}

/** Documents are told from rules by where they are. */
function inSeeds({ path, text }: RuleFile): RuleFile {
  return { path: path.startsWith('seeds/') ? path : `seeds/${path}`, text };
}
