import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { match, OUTCOMES, type Outcome } from '../../src/engine/match.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { referenceMatch } from '../../src/reference/reference.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';

const FOLDER = new URL('../../examples/enterprises/', import.meta.url);

const { ruleSet, diagnostics } = parseRuleSet(await readJsonFiles('rules'));
if (ruleSet === null) throw new Error(`rules/ has mistakes: ${JSON.stringify(diagnostics[0])}`);

/** What must come out for one file, the policies by outcome; `automatic` ones are eligible without an application. */
interface Story extends Partial<Record<Outcome | 'automatic' | 'not-in-force', readonly string[]>> {
  /** The facts that most policies wait for, in this order. */
  readonly asksFor?: readonly string[];
  readonly also?: (outcomes: ReadonlyMap<string, Outcome>) => void;
}

const STORIES: Readonly<Record<string, Story>> = {
  'ningguo-precision-parts': {
    automatic: ['xuancheng-service-officer'],
    eligible: [
      'xuancheng-key-project-power-agency',
      'xuancheng-project-free-agency',
      'xuancheng-low-risk-drawing-commitment',
      'xuancheng-sci-tech-growth-loan',
      'xuancheng-legal-checkup',
    ],
    conditional: ['xuancheng-chain-financing-whitelist', 'xuancheng-no-application-benefit'],
    ineligible: [
      'xuancheng-high-growth-loan',
      'xuancheng-chain-talent-recruiting',
      'xuancheng-credit-repair',
    ],
  },
  'xuancheng-container-haulier': {
    conditional: ['xuancheng-port-toll-half'],
    undetermined: ['xuancheng-service-officer'],
    ineligible: ['xuancheng-bid-bond-waiver', 'xiamen-hiring-social-insurance-subsidy'],
  },
  'guangde-prepared-dishes': {
    automatic: ['xuancheng-credit-repair-notice'],
    eligible: ['xuancheng-credit-repair'],
    conditional: ['xuancheng-pre-licence-guidance'],
    ineligible: ['xuancheng-project-free-agency', 'fengxian-credit-repair-made-easy'],
  },
  'nanjing-supplier-bidding-in-xuancheng': {
    automatic: ['xuancheng-performance-bond-cap', 'xuancheng-quality-bond-ban'],
    eligible: ['xuancheng-bond-non-cash'],
    conditional: ['xuancheng-bid-bond-waiver', 'xuancheng-performance-bond-relief'],
    ineligible: ['xuancheng-compliance-guidance', 'xuancheng-legal-checkup'],
  },
  'fengxian-aeo-trader': {
    eligible: ['fengxian-aeo-joint-incentives', 'fengxian-receivables-financing'],
    ineligible: ['fengxian-aeo-cultivation', 'fengxian-green-loan', 'xiamen-direct-pickup'],
  },
  'fengxian-cosmetics-maker': {
    eligible: ['fengxian-ip-evidence-preservation', 'fengxian-aeo-cultivation'],
    conditional: ['fengxian-cosmetics-famous-brand', 'fengxian-ladder-high-tech'],
    ineligible: ['fengxian-ladder-tech-startup', 'fengxian-receivables-financing'],
  },
  'fengxian-household-service': {
    eligible: ['fengxian-domicile-for-resident-services'],
    conditional: ['fengxian-benefit-without-application'],
    ineligible: ['fengxian-domicile-on-rural-homestead'],
  },
  'fengxian-little-known': {
    undetermined: ['fengxian-ladder-tech-sme', 'fengxian-green-loan', 'fengxian-aeo-joint-incentives'],
    asksFor: ['matters', 'matterRegion', 'projectRegion'],
    also: (outcomes) => {
      const undetermined = [...outcomes.values()].filter((outcome) => outcome === 'undetermined');
      expect(undetermined.length).toBeGreaterThan(outcomes.size / 2);
    },
  },
  'wugong-micro-winding-up': {
    eligible: ['wugong-simplified-deregistration'],
    undetermined: ['wugong-tolerant-acceptance'],
    ineligible: ['wugong-reorganisation-credit-repair'],
    // Of Xiamen's plan, which is younger than the request.
    'not-in-force': ['xiamen-simple-deregistration'],
  },
  'wugong-tech-sme-seeking-guarantee': {
    automatic: ['wugong-good-credit-fewer-inspections', 'wugong-inclusive-prudent-supervision'],
    conditional: ['wugong-lower-guarantee-fee', 'wugong-tolerant-acceptance'],
    ineligible: ['wugong-simplified-deregistration', 'xiamen-electronic-guarantee'],
  },
  'xiamen-hiring-2024': {
    eligible: ['xiamen-employment-insurance-joint', 'xiamen-credit-loan-platform'],
    conditional: ['xiamen-hiring-social-insurance-subsidy', 'xiamen-renewal-without-repayment'],
    ineligible: ['xiamen-huli-enterprise-services', 'xiamen-general-deregistration'],
  },
  'xiamen-hiring-2026-after-expiry': {
    'not-in-force': [
      'xiamen-employment-insurance-joint',
      'xiamen-hiring-social-insurance-subsidy',
      'xiamen-renewal-without-repayment',
    ],
    also: (outcomes) => {
      expect([...outcomes.keys()].filter((id) => id.startsWith('xiamen-'))).toEqual([]);
      expect([...outcomes.values()]).not.toContain('eligible');
    },
  },
  'xiamen-huli-importer': {
    automatic: ['xiamen-single-window-logistics'],
    eligible: ['xiamen-food-permit', 'xiamen-rcep-platform', 'xiamen-same-line-standard-quality'],
    conditional: ['xiamen-direct-pickup', 'xiamen-huli-enterprise-services'],
    ineligible: [
      'xiamen-siming-service-officer',
      'xiamen-direct-loading',
      'xiamen-minor-violation-no-penalty',
    ],
  },
  'tongliao-investor': {
    conditional: [
      'banner-investment-project-agency',
      'banner-project-butler',
      'banner-stalled-approval-clearing',
      'banner-commitment-approval',
    ],
    undetermined: ['banner-promise-fulfilment'],
    ineligible: ['xuancheng-project-free-agency'],
    // The document is about a city that it doesn't name: nothing of it is beyond confirmation.
    also: (outcomes) => expect([...outcomes.values()]).not.toContain('eligible'),
  },
};

const request = (name: string) =>
  parseMatchRequest(
    ruleSet,
    JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')),
    // Every file gives its own date.
    '1900-01-01',
  );

/** The facts that most policies wait for, the most wanted first. */
function mostWanted(matches: readonly { readonly missing: readonly string[] }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const fact of matches.flatMap(({ missing }) => missing)) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([fact]) => fact);
}

it('tells a story about every file', () => {
  const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  expect(files.toSorted()).toEqual(Object.keys(STORIES).toSorted());
});

describe.each(Object.entries(STORIES))('%s', (name, story) => {
  const parsed = request(name);
  const { profile, asOf } = parsed.ok ? parsed.request : { profile: new Map(), asOf: '' };
  const matches = parsed.ok ? match(ruleSet, profile, asOf) : [];
  const outcomes = new Map(matches.map(({ policy, outcome }) => [policy.id, outcome]));

  it('is a request that is accepted, of a subject whose code is valid', () => {
    expect(parsed.ok ? [] : parsed.diagnostics).toEqual([]);
    expect(parsed.ok && parsed.request.subject).toMatch(/^9[12]\d{6}MA/);
    expect(asOf > '2020').toBe(true);
  });

  it('has the same outcomes by the reference', async () => {
    const second = await referenceMatch(ruleSet, profile, asOf);
    expect(new Map(second.map(({ policy, outcome }) => [policy, outcome]))).toEqual(outcomes);
  });

  for (const outcome of OUTCOMES)
    for (const id of story[outcome] ?? [])
      it(`${id}: ${outcome}`, () => expect(outcomes.get(id)).toBe(outcome));
  for (const id of story.automatic ?? [])
    it(`${id}: without an application`, () =>
      expect(matches.find(({ policy }) => policy.id === id)).toMatchObject({ automatic: true }));
  for (const id of story['not-in-force'] ?? [])
    it(`${id}: not in force`, () => {
      expect(ruleSet.policies.map((policy) => policy.id)).toContain(id);
      expect(outcomes.has(id)).toBe(false);
    });

  const { asksFor, also } = story;
  if (asksFor !== undefined)
    it(`asks for ${asksFor.join(', ')} first`, () =>
      expect(mostWanted(matches).slice(0, asksFor.length)).toEqual(asksFor));
  if (also !== undefined) it('and the rest of the story holds', () => also(outcomes));
});
