import type { Decimal } from '../../engine/decimal.ts';
import type { Text } from '../../engine/rule-set.ts';
import type { Language } from '../../rules/plain/language.ts';
import { describeMoney, describeValue } from '../../rules/plain/value.ts';
import { OUTCOME_WORDS } from '../../rules/plain/words.ts';
import type { Affected, PolicyTally, Standing, Touched } from './affected.ts';
import { type Anyone, type Aspect, type AspectKind, type Change, changeOf } from './aspect.ts';
import type { Cause } from './causes.ts';
import type { FieldChange } from './field-changes.ts';
import type { NodeChange } from './node-changes.ts';
import type { PolicyChange } from './policy-change.ts';
import { readFor, type WitnessRequest } from './request.ts';
import type { RuleSetDiff } from './rule-set-diff.ts';
import type { Both, RuleSets } from './sides.ts';
import type { State } from './states.ts';
import type { Witness } from './witness.ts';

/** A comparison as it is shown and as `--json` prints it; texts are in one language, money is a decimal string. */
export interface DiffView {
  readonly asOf: string;
  readonly old: RuleSetView;
  readonly new: RuleSetView;
  readonly counts: Readonly<Record<PolicyChange['status'] | 'unchanged' | Change, number>>;
  readonly policies: readonly PolicyChangeView[];
  readonly affected?: AffectedView;
}

export interface RuleSetView {
  readonly path: string;
  readonly title: string;
  readonly digest: string;
  readonly policies: number;
}

export interface PolicyChangeView {
  readonly id: string;
  readonly title: string;
  readonly status: PolicyChange['status'];
  readonly change: Change;
  readonly day: string | null;
  readonly fields: readonly FieldChange[];
  readonly conditions: readonly NodeChange[];
  readonly because: readonly Cause[];
  readonly aspects: readonly AspectView[];
}

export interface AspectView {
  readonly kind: AspectKind;
  readonly change: Change;
  readonly gains: Anyone;
  readonly loses: Anyone;
  readonly onlyOn: string | null;
  readonly notes: readonly string[];
  readonly witnesses: readonly WitnessView[];
}

export interface WitnessView {
  readonly direction: Witness['direction'];
  /** What is known of the enterprise, and what each side says of it. */
  readonly text: string;
  readonly old: StateView;
  readonly new: StateView;
  /** What `mianshen match` takes. */
  readonly request: WitnessRequest;
}

export interface StateView {
  readonly outcome: State['outcome'];
  readonly automatic: boolean;
  readonly amount: string | null;
}

export interface AffectedView {
  readonly enterprises: number;
  readonly gains: number;
  readonly loses: number;
  readonly paid: Both<string>;
  readonly bad: readonly { readonly place: string; readonly reasons: readonly string[] }[];
  readonly badCount: number;
  readonly mostListed: number;
  readonly policies: readonly TallyView[];
}

export interface TallyView {
  readonly id: string;
  readonly title: string;
  readonly gains: number;
  readonly loses: number;
  readonly shifts: number;
  readonly paid: Both<string>;
  readonly amountUnknown: Both<number>;
  readonly gaining: readonly TouchedView[];
  readonly losing: readonly TouchedView[];
}

export interface TouchedView {
  readonly place: string;
  readonly subject: string | null;
  readonly name: string | null;
  readonly old: StandingView;
  readonly new: StandingView;
}

export interface StandingView {
  /** Null where the policy isn't in force or isn't there. */
  readonly outcome: Standing['outcome'];
  readonly automatic: boolean;
  readonly paid: string | null;
}

export function viewDiff(
  diff: RuleSetDiff,
  affected: Affected | null,
  sets: RuleSets,
  paths: Both<string>,
  language: Language,
): DiffView {
  const status = (which: PolicyChange['status']) =>
    diff.policies.filter((each) => each.status === which).length;
  return {
    asOf: diff.asOf,
    old: { path: paths.old, ...diff.ruleSets.old },
    new: { path: paths.new, ...diff.ruleSets.new },
    counts: {
      ...{ added: status('added'), removed: status('removed'), changed: status('changed') },
      unchanged: diff.unchanged,
      ...diff.counts,
    },
    policies: diff.policies.map((policy) => viewPolicyChange(policy, sets, language)),
    ...(affected === null ? {} : { affected: viewAffected(affected, sets, language) }),
  };
}

function viewPolicyChange(policy: PolicyChange, sets: RuleSets, language: Language): PolicyChangeView {
  const { id, title, status, change, day, fields, nodes, causes, aspects } = policy;
  return {
    ...{ id, title: title[language], status, change, day, fields },
    conditions: nodes,
    because: causes,
    aspects: aspects.map((each) => viewAspect(each, sets, language)),
  };
}

function viewAspect(aspect: Aspect, sets: RuleSets, language: Language): AspectView {
  const { kind, gains, loses, onlyOn, notes, witnesses } = aspect;
  return {
    ...{ kind, change: changeOf(aspect), gains, loses, onlyOn },
    notes: notes.map((note) => note[language]),
    witnesses: witnesses.map((each) => viewWitness(each, sets, language)),
  };
}

function viewWitness(witness: Witness, sets: RuleSets, language: Language): WitnessView {
  const { direction, request } = witness;
  return {
    direction,
    text: describeWitness(witness, sets, language),
    old: viewState(witness.old),
    new: viewState(witness.new),
    request,
  };
}

function viewState({ outcome, automatic, amount }: State): StateView {
  return { outcome, automatic, amount: amount?.toFixed(2) ?? null };
}

const STATE_WORDS: Readonly<Record<State['outcome'], Text>> = {
  ...OUTCOME_WORDS,
  'not-in-force': { zh: '不在有效期内', en: 'not in force' },
  absent: { zh: '没有这项政策', en: 'no such policy' },
};

function describeState({ outcome, automatic, amount }: State, language: Language): string {
  const word = STATE_WORDS[outcome][language];
  const direct = automatic ? { zh: '（免申即享）', en: ' without application' }[language] : '';
  const money = amount === null ? '' : `${language === 'zh' ? ' ' : ', '}${describeMoney(amount, language)}`;
  return `${word}${direct}${money}`;
}

/** 注册地：宁国市（341881）；从业人员：250人。符合 → 不符合. */
function describeWitness(witness: Witness, sets: RuleSets, language: Language): string {
  const { request } = witness;
  const facts = describeProfile(request, sets, language).join(language === 'zh' ? '；' : '; ');
  const states = `${describeState(witness.old, language)} → ${describeState(witness.new, language)}`;
  if (facts === '') return `${request.asOf}${language === 'zh' ? '：' : ': '}${states}`;
  return language === 'zh' ? `${request.asOf}，${facts}：${states}` : `${request.asOf}, ${facts}: ${states}`;
}

function describeProfile(request: WitnessRequest, sets: RuleSets, language: Language): readonly string[] {
  return Object.keys(request.profile).map((id) => {
    const side = sets.new.facts.has(id) ? ('new' as const) : ('old' as const);
    const one = { ...request, profile: { [id]: request.profile[id] } };
    const parsed = readFor(sets[side], sets[side === 'new' ? 'old' : 'new'], one, request.asOf);
    const fact = sets[side].facts.get(id);
    const report = parsed.ok ? parsed.request.profile.get(id)?.[0] : undefined;
    if (fact === undefined || report === undefined) return id;
    const value = describeValue(sets[side], fact, report.value, language);
    const seen = report.observedOn;
    if (language === 'en') return `${fact.label.en}: ${value}${seen === null ? '' : ` (as of ${seen})`}`;
    return `${fact.label.zh}：${value}${seen === null ? '' : `（${seen}的数据）`}`;
  });
}

function viewAffected(affected: Affected, sets: RuleSets, language: Language): AffectedView {
  const { enterprises, gains, loses, sums, policies, bad, badCount, mostListed } = affected;
  const title = (id: string) => {
    const find = (side: 'old' | 'new') => sets[side].policies.find((policy) => policy.id === id);
    return (find('new') ?? find('old'))?.title[language] ?? id;
  };
  return {
    ...{ enterprises, gains, loses, badCount, mostListed },
    paid: { old: fixed(sums.old), new: fixed(sums.new) },
    bad: bad.map(({ place, diagnostics }) => ({
      place,
      reasons: diagnostics.map(
        ({ pointer, message }) => `${pointer === '' ? '' : `${pointer}: `}${message[language]}`,
      ),
    })),
    policies: policies.map((tally) => viewTally(tally, title(tally.id))),
  };
}

function viewTally(tally: PolicyTally, title: string): TallyView {
  const { id, gains, loses, shifts, sums, unknown, gaining, losing } = tally;
  return {
    ...{ id, title, gains, loses, shifts },
    paid: { old: fixed(sums.old), new: fixed(sums.new) },
    amountUnknown: unknown,
    gaining: gaining.map(viewTouched),
    losing: losing.map(viewTouched),
  };
}

function viewTouched({ place, subject, name, old, new: now }: Touched): TouchedView {
  return { place, subject, name, old: viewStanding(old), new: viewStanding(now) };
}

function viewStanding({ outcome, automatic, paid }: Standing): StandingView {
  return { outcome, automatic, paid: paid?.toFixed(2) ?? null };
}

function fixed(amount: Decimal): string {
  return amount.toFixed(2);
}
