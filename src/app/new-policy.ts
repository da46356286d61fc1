import { pinyinId } from '../documents/pinyin-id.ts';
import type { CivilDate } from '../engine/civil-date.ts';
import type { RuleSet, Text } from '../engine/rule-set.ts';
import { type Diagnostic, hasErrors } from '../rules/diagnostic.ts';
import { linkClause } from '../rules/link-clause.ts';
import { nearest } from '../rules/nearest.ts';
import { parseDocuments } from '../rules/parse-document.ts';
import type { Filed, RuleFile } from '../rules/parse-files.ts';
import { parseRuleSet } from '../rules/parse-rule-set.ts';
import { parsePhrase } from '../rules/phrase.ts';
import type { ConditionJson } from '../rules/schema/condition-schema.ts';
import type { ClauseJson, DocumentJson } from '../rules/schema/document-schema.ts';
import type { JustificationJson } from '../rules/schema/fair-competition-schema.ts';
import type { ExampleJson, PolicyJson } from '../rules/schema/policy-schema.ts';
import { checkRuleSet } from './check-rule-set.ts';
import { type Lacking, writeExamples } from './example-json.ts';

/** What somebody says of a new policy. What isn't said is taken from its document, or left out. */
export interface PolicyDraft {
  readonly document: string;
  readonly clause: string;
  readonly id?: string | undefined;
  readonly title: Text;
  readonly summary: Text;
  readonly benefit: Text;
  readonly kind: PolicyJson['benefit']['kind'];
  readonly delivery: PolicyJson['delivery'];
  readonly basis: PolicyJson['basis'];
  readonly region?: string | undefined;
  readonly departments?: readonly string[] | undefined;
  readonly validFrom?: CivilDate | undefined;
  readonly validTo?: CivilDate | undefined;
  /** Conditions as phrases, all of which must be met. */
  readonly when: readonly string[];
  readonly residual: NonNullable<PolicyJson['residual']>;
  readonly justifications: readonly JustificationJson[];
  /** Yuan. */
  readonly amount?: number | string | undefined;
}

/** The files as they are: paths in their directories, forward slashes. */
export interface Files {
  readonly rules: readonly RuleFile[];
  readonly seeds: readonly RuleFile[];
}

export type NewPolicy =
  | {
      readonly kind: 'made';
      readonly id: string;
      readonly policy: RuleFile;
      readonly document: RuleFile;
      readonly warnings: readonly Diagnostic[];
    }
  /** What is said can't be, in words; or the files as they would be have mistakes. */
  | { readonly kind: 'refused'; readonly problems: readonly Text[] }
  | { readonly kind: 'mistakes'; readonly diagnostics: readonly Diagnostic[]; readonly files: Files };

interface Place {
  readonly ruleSet: RuleSet;
  readonly document: Filed<DocumentJson>;
  readonly clause: ClauseJson;
}

/**
 * The file of a new policy, with examples, and its document with the policy listed under the clause. Nothing is made that
 * `check` would refuse.
 */
export function makePolicy(
  draft: PolicyDraft,
  files: Files,
  today: CivilDate,
  schema: string | null,
): NewPolicy {
  const before = parseRuleSet(files.rules);
  const { documents, diagnostics } = parseDocuments(files.seeds);
  if (before.ruleSet === null || hasErrors(diagnostics))
    return { kind: 'mistakes', diagnostics: [...before.diagnostics, ...diagnostics], files };
  const { ruleSet } = before;
  const document = documents.find(({ json }) => json.id === draft.document);
  if (document === undefined)
    return refuse(
      unknown(
        '--document',
        draft.document,
        documents.map(({ json }) => json.id),
        FILES,
      ),
    );
  const clause = document.json.clauses.find(({ path }) => path === draft.clause);
  if (clause === undefined)
    return refuse(
      unknown(
        '--clause',
        draft.clause,
        document.json.clauses.map(({ path }) => path),
        CLAUSES,
      ),
    );
  const id = draft.id ?? suggestId(draft.title.zh, document.json.id, ruleSet);
  const conditions = draft.when.map((phrase) => parsePhrase(phrase, ruleSet));
  const problems = [
    ...(ruleSet.policies.some((each) => each.id === id) ? [taken(id)] : []),
    ...conditions.flatMap((each) => (each.ok ? [] : [each.problem])),
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  const parts = conditions.flatMap((each) => (each.ok ? [each.condition] : []));
  const json = {
    ...(schema === null ? {} : { $schema: schema }),
    ...policyJson(id, draft, parts, { ruleSet, document, clause }),
  };
  return finish(json, { document, phrases: draft.when }, files, today);
}

/** An id that is free: where the document is from, and the title in pinyin. */
function suggestId(title: string, documentId: string, ruleSet: RuleSet): string {
  const base = `${documentId.replace(/-\d+$/, '')}-${pinyinId(title)}`.replace(/-$/, '');
  const isTaken = (id: string) => ruleSet.policies.some((each) => each.id === id);
  let id = base;
  for (let count = 2; isTaken(id); count += 1) id = `${base}-${count}`;
  return id;
}

const FILES: Text = { zh: '文件', en: 'document' };
const CLAUSES: Text = { zh: '条款', en: 'clause' };

function refuse(problem: Text): NewPolicy {
  return { kind: 'refused', problems: [problem] };
}

function unknown(flag: string, given: string, there: readonly string[], what: Text): Text {
  const near = nearest(given, there);
  const list = there.slice(0, 12).join(' ') + (there.length > 12 ? ' …' : '');
  return {
    zh: `${flag}：没有${what.zh}“${given}”${near === undefined ? '' : `，是不是“${near}”？`}；现有：${list}`,
    en: `${flag}: there is no ${what.en} '${given}'${near === undefined ? '' : `, did you mean '${near}'?`}; there are: ${list}`,
  };
}

function taken(id: string): Text {
  return {
    zh: `--id：编号“${id}”已有政策使用，换一个`,
    en: `--id: the id '${id}' is taken, use another one`,
  };
}

function policyJson(
  id: string,
  draft: PolicyDraft,
  parts: readonly ConditionJson[],
  { document, clause }: Place,
): PolicyJson {
  const [first] = parts;
  const conditions = parts.length > 1 ? { all: [...parts] } : first;
  return {
    ...{ id, title: draft.title, summary: draft.summary },
    source: [{ document: draft.document, clause: draft.clause }],
    departments: [...(draft.departments ?? clause.departments)],
    region: draft.region ?? document.json.region,
    validFrom: draft.validFrom ?? document.json.validFrom,
    validTo: draft.validTo ?? document.json.validTo,
    ...{ delivery: draft.delivery, basis: draft.basis },
    ...(conditions === undefined ? {} : { conditions }),
    ...(draft.residual.length === 0 ? {} : { residual: [...draft.residual] }),
    benefit: {
      ...{ kind: draft.kind, text: draft.benefit },
      ...(draft.amount === undefined ? {} : { amount: { fixed: draft.amount } }),
    },
    ...(draft.justifications.length === 0 ? {} : { fairCompetition: [...draft.justifications] }),
    examples: [],
  };
}

/** Adds the examples and lets `check` look at the whole. */
function finish(
  json: PolicyJson,
  { document, phrases }: Pick<Place, 'document'> & { readonly phrases: readonly string[] },
  files: Files,
  today: CivilDate,
): NewPolicy {
  const path = `policies/${json.region}/${json.id}.json`;
  const withPolicy = (examples: readonly ExampleJson[]): Files => ({
    rules: [...files.rules, { path, text: formatRule({ ...json, examples }) }],
    seeds: files.seeds.map((file) =>
      file.path === document.file
        ? { ...file, text: linkClause(file.text, json.source[0]?.clause ?? '', json.id) ?? file.text }
        : file,
    ),
  });
  const bare = withPolicy([]);
  const compiled = parseRuleSet(bare.rules);
  const policy = compiled.ruleSet?.policies.find(({ id }) => id === json.id);
  if (compiled.ruleSet === null || policy === undefined)
    return { kind: 'mistakes', diagnostics: compiled.diagnostics, files: bare };
  const { examples, lacking } = writeExamples(policy, today, compiled.ruleSet);
  if (lacking.length > 0)
    return { kind: 'refused', problems: lacking.map((each) => noExample(each, phrases)) };
  const whole = withPolicy(examples);
  const { diagnostics } = checkRuleSet(whole.rules, whole.seeds);
  const { diagnostics: earlier } = checkRuleSet(files.rules, files.seeds);
  const isNew = (each: Diagnostic) =>
    !earlier.some(({ code, pointer }) => code === each.code && pointer === each.pointer);
  // The document may still have clauses without policies; what it had before is no fault of this one.
  const own = diagnostics.filter(
    (each) => each.file === path || (each.file === document.file && isNew(each)),
  );
  if (hasErrors(own)) return { kind: 'mistakes', diagnostics: own, files: whole };
  const [made, listed] = [whole.rules.at(-1), whole.seeds.find((file) => file.path === document.file)];
  if (made === undefined || listed === undefined) throw new Error('the files that were made are gone');
  return { kind: 'made', id: json.id, policy: made, document: listed, warnings: own };
}

function noExample({ at, proved }: Lacking, phrases: readonly string[]): Text {
  if (at === null)
    return proved
      ? {
          zh: '这些条件互相矛盾：没有企业能全部满足',
          en: 'these conditions contradict each other: no enterprise can meet them all',
        }
      : {
          zh: '没有找到能满足全部条件的企业；先少写几项条件，生成后再补',
          en: 'no enterprise found that meets all conditions; give fewer now and add the rest later',
        };
  const index = Number(/^\/conditions\/all\/(\d+)$/.exec(at)?.[1] ?? 0);
  const phrase = at === '/region' ? at : (phrases[index] ?? at);
  return proved
    ? {
        zh: `条件“${phrase}”是多余的：满足其他条件的企业都满足它；去掉它，或核对其他条件`,
        en: `the condition '${phrase}' is superfluous: whoever meets the others meets it; drop it, or look at the others`,
      }
    : {
        zh: `没有找到仅因“${phrase}”不满足而不符合的企业；先不写这一项，生成后再补`,
        en: `no enterprise found that fails only at '${phrase}'; leave it out now and add it later`,
      };
}

/** Two spaces, and lists of plain values on one line while they fit: as the formatter of these files has it. */
function formatRule(json: object): string {
  const text = JSON.stringify(json, null, 2);
  const joined = text.replace(
    /^(.*)\[\n\s+((?:[^[\]{}\n]+\n\s+)*[^[\]{}\n]+)\n\s+\]/gm,
    (all, before: string, list: string) => {
      const line = `${before}[${list.split(/\n\s+/).join(' ')}]`;
      return line.length < LINE ? line : all;
    },
  );
  return `${joined}\n`;
}

const LINE = 110;
