import type { Condition, Leaf } from '../../engine/condition.ts';
import { inputsOf } from '../../engine/facts-read.ts';
import { type Hierarchy, isWithin } from '../../engine/hierarchy.ts';
import type { Fact, Policy, Text } from '../../engine/rule-set.ts';
import type { Scope } from '../compile/scope.ts';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import type { DiagnosticCode } from '../messages.ts';
import type { Filed, ParsedFiles } from '../parse-files.ts';
import type { AmountJson } from '../schema/amount-schema.ts';
import type { Ground } from '../schema/fair-competition-schema.ts';
import type { PolicyJson } from '../schema/policy-schema.ts';
import { type EnterpriseNames, namesIn } from './enterprise-names.ts';

/** What the catalogue says about treating enterprises differently. */
export interface FairCompetition {
  /** The ground on which a fact tells enterprises apart, by fact id. */
  readonly grounds: ReadonlyMap<string, Ground>;
  readonly rules: Partial<Record<Ground, Text>>;
  readonly names: EnterpriseNames | undefined;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly hierarchies: ReadonlyMap<string, Hierarchy>;
}

/** Where a policy treats enterprises differently. */
interface Difference {
  readonly code: DiagnosticCode;
  readonly ground: Ground;
  readonly pointer: string;
  /** The fact read, or the name that stands in a text. */
  readonly found: string;
}

const CODES = {
  ownership: 'differs-by-ownership',
  origin: 'differs-by-origin',
  named: 'differs-by-name',
} as const satisfies Record<Ground, DiagnosticCode>;

export function fairCompetitionOf(
  { facts, manifest }: ParsedFiles,
  scope: Pick<Scope, 'facts' | 'hierarchies'>,
): FairCompetition {
  const tagged = facts.flatMap(({ json }) =>
    json.facts.flatMap(({ id, distinguishes }): [string, Ground][] =>
      distinguishes === undefined ? [] : [[id, distinguishes]],
    ),
  );
  const { rules = {}, enterpriseNames } = manifest?.json.fairCompetition ?? {};
  const { ownership, origin, named } = rules;
  return {
    grounds: new Map(tagged),
    rules: { ...(ownership && { ownership }), ...(origin && { origin }), ...(named && { named }) },
    names: enterpriseNames,
    ...{ facts: scope.facts, hierarchies: scope.hierarchies },
  };
}

/**
 * Conditions, amounts and texts that treat enterprises differently and for which no reason is recorded; reasons that name no
 * reviewing body; reasons that nothing needs.
 *
 * That a policy is for its own region is not such a difference: an authority has nothing to give elsewhere.
 */
export function checkFairCompetition(
  policy: Policy,
  { file, json }: Filed<PolicyJson>,
  fair: FairCompetition,
): readonly Diagnostic[] {
  const differences = [
    ...differencesIn(policy.condition, policy.region, fair),
    ...(json.benefit.amount === undefined ? [] : inAmount(json.benefit.amount, '/benefit/amount', fair)),
    ...inTexts(json, fair),
  ];
  const recorded = json.fairCompetition ?? [];
  const missing = differences
    .filter(({ ground }) => !recorded.some((each) => each.ground === ground))
    .map(({ code, pointer, found, ground }) =>
      diagnose(code, { file, pointer }, { found, expected: fair.rules[ground] ?? '' }),
    );
  const weak = recorded.flatMap(({ ground, reviewedBy }, index) => {
    const at = (key: string) => ({ file, pointer: `/fairCompetition/${index}/${key}` });
    const isFirst = recorded.findIndex((each) => each.ground === ground) === index;
    if (!isFirst || !differences.some((each) => each.ground === ground))
      return [diagnose('idle-justification', at('ground'), { found: ground })];
    return reviewedBy === null ? [diagnose('review-unknown', at('reviewedBy'), { found: ground })] : [];
  });
  return [...missing, ...weak];
}

/** What a condition, its named conditions and its derived facts read; a name shows where this policy refers to it. */
function differencesIn(
  condition: Condition,
  region: string,
  fair: FairCompetition,
  { named, negated }: { readonly named?: string; readonly negated?: boolean } = {},
): readonly Difference[] {
  const within = { ...(named !== undefined && { named }), negated: negated === true };
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap((part) => differencesIn(part, region, fair, within));
    case 'not':
      return differencesIn(condition.part, region, fair, { ...within, negated: !within.negated });
    case 'named':
      return once(
        differencesIn(condition.part, region, fair, {
          ...within,
          named: named ?? `${condition.at}/condition`,
        }),
      );
    case 'leaf':
      if (!within.negated && isOwnRegion(condition, region, fair)) return [];
      return inLeaf(condition, fair).map((each) =>
        named === undefined ? each : { ...each, pointer: named },
      );
  }
}

/** Only the policy's own region, or a wider one, asked of the place an enterprise comes from. */
function isOwnRegion({ fact, operator, wanted }: Leaf, region: string, fair: FairCompetition): boolean {
  const type = fair.facts.get(fact)?.type;
  const hierarchy = type?.kind === 'code' ? fair.hierarchies.get(type.hierarchy) : undefined;
  if (operator !== 'within' || hierarchy === undefined || !('constant' in wanted)) return false;
  return [wanted.constant].flat().some((code) => isWithin(hierarchy, region, String(code)));
}

function inLeaf(leaf: Leaf, fair: FairCompetition): readonly Difference[] {
  const { at, wanted } = leaf;
  const ofFact = inFact(leaf.fact, at === '/region' ? '/reach/fact' : `${at}/fact`, fair);
  if ('fact' in wanted) return [...ofFact, ...inFact(wanted.fact, `${at}/value/fact`, fair)];
  const isText = fair.facts.get(leaf.fact)?.type.kind === 'text';
  return isText ? [...ofFact, ...inText(String(wanted.constant), `${at}/value`, fair)] : ofFact;
}

function inFact(id: string, pointer: string, fair: FairCompetition): readonly Difference[] {
  return once(
    factsUnder(id, fair.facts).flatMap((found): Difference[] => {
      const ground = fair.grounds.get(found);
      return ground === undefined ? [] : [{ code: CODES[ground], ground, pointer, found }];
    }),
  );
}

/** The fact and all that it is derived from, however far. A cycle, which is another mistake, does no harm. */
function factsUnder(id: string, facts: FairCompetition['facts']): readonly string[] {
  const under = new Set([id]);
  for (const each of under) {
    const derivation = facts.get(each)?.derivation ?? null;
    if (derivation !== null) for (const input of inputsOf(derivation)) under.add(input);
  }
  return [...under];
}

function inAmount(json: AmountJson, pointer: string, fair: FairCompetition): readonly Difference[] {
  if ('greaterOf' in json)
    return json.greaterOf.flatMap((part, index) => inAmount(part, `${pointer}/greaterOf/${index}`, fair));
  if ('lesserOf' in json)
    return json.lesserOf.flatMap((part, index) => inAmount(part, `${pointer}/lesserOf/${index}`, fair));
  return 'of' in json ? inFact(json.of, `${pointer}/of`, fair) : [];
}

function inTexts({ title, summary, benefit, residual = [] }: PolicyJson, fair: FairCompetition) {
  const texts: readonly (readonly [string, Text])[] = [
    ['/title', title],
    ['/summary', summary],
    ['/benefit/text', benefit.text],
    ...residual.map(({ text }, index) => [`/residual/${index}/text`, text] as const),
  ];
  return texts.flatMap(([pointer, { zh, en }]) => [
    ...inText(zh, `${pointer}/zh`, fair),
    ...inText(en, `${pointer}/en`, fair),
  ]);
}

function inText(text: string, pointer: string, { names }: FairCompetition): readonly Difference[] {
  return namesIn(text, names).map((found) => ({ code: 'names-enterprise', ground: 'named', pointer, found }));
}

/** One place says each thing once, however often it reads the fact. */
function once(differences: readonly Difference[]): readonly Difference[] {
  const key = ({ pointer, found }: Difference) => `${pointer} ${found}`;
  return [...new Map(differences.map((each) => [key(each), each])).values()];
}
