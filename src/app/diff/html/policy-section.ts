import type { Language } from '../../../rules/plain/language.ts';
import { OUTCOME_WORDS } from '../../../rules/plain/words.ts';
import type { Cause } from '../causes.ts';
import type { AspectView, PolicyChangeView, StandingView, TallyView, TouchedView } from '../diff-view.ts';
import {
  AMOUNT_WORDS,
  ASPECT_WORDS,
  CAUSE_WORDS,
  CHANGE_WORDS,
  DIRECTION_WORDS,
  NODE_WORDS,
  STATUS_WORDS,
} from '../diff-words.ts';
import type { NodeChange } from '../node-changes.ts';
import type { SharedCauses } from '../shared-causes.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Everything about one policy. */
export function policySection(
  policy: PolicyChangeView,
  tally: TallyView | undefined,
  causes: SharedCauses,
  language: Language,
): Markup {
  return html`<article class="${policy.change}" id="${policy.id}">
<h3><span class="tag ${policy.change}">${CHANGE_WORDS[policy.change][language]}</span> ${policy.title}</h3>
<p class="id">${policy.id} · ${STATUS_WORDS[policy.status][language]}</p>
${policy.fields.map(({ label, old, new: now }) => html`<h4>${label}</h4>${oldAndNew(old, now)}`)}
${policy.conditions.map((node) => nodeSection(node, language))}
${policy.because.map((cause) => becauseSection(cause, causes, language))}
${policy.aspects.length === 0 ? NOTHING : html`<h4>${say(language, '结论', 'what it comes to')}</h4><ul>${policy.aspects.map((each) => aspectItem(each, language))}</ul>`}
${tally === undefined ? NOTHING : tallySection(tally, language)}
</article>
`;
}

function say(language: Language, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

function oldAndNew(old: string | null, now: string | null): Markup {
  return html`${old === null ? NOTHING : html`<del>${old}</del>`}${now === null ? NOTHING : html`<ins>${now}</ins>`}`;
}

function nodeSection({ kind, within, old, new: now, values }: NodeChange, language: Language): Markup {
  const place = within.length === 0 ? '' : ` — ${within.join(' › ')}`;
  const added =
    values === undefined || values.added === ''
      ? NOTHING
      : html`<p>${say(language, '新列入：', 'put in: ')}${values.added}</p>`;
  const removed =
    values === undefined || values.removed === ''
      ? NOTHING
      : html`<p>${say(language, '不再列入：', 'taken out: ')}${values.removed}</p>`;
  return html`<h4>${NODE_WORDS[kind][language]}${place}</h4>${oldAndNew(old, now)}${added}${removed}`;
}

function becauseSection(cause: Cause, causes: SharedCauses, language: Language): Markup {
  const name = causeName(cause, language);
  if (causes.isShared(cause))
    return html`<h4>${say(language, `因为${name}变了（见“影响多项政策的变化”）`, `because of ${name} (see above)`)}</h4>`;
  return html`<h4>${say(language, `因为${name}变了`, `because of ${name}`)}</h4>${causeBody(cause, language)}`;
}

export function causeName({ kind, label }: Cause, language: Language): string {
  return say(language, `${CAUSE_WORDS[kind].zh}“${label}”`, `${CAUSE_WORDS[kind].en} '${label}'`);
}

export function causeBody({ nodes, changes }: Cause, language: Language): Markup {
  return html`${nodes.map((node) => nodeSection(node, language))}${changes.map((change) => oldAndNew(change.old, change.new))}`;
}

function aspectItem({ kind, change, onlyOn, notes, witnesses }: AspectView, language: Language): Markup {
  const words = kind === 'amount' ? AMOUNT_WORDS : CHANGE_WORDS;
  const only =
    onlyOn === null ? '' : say(language, `（只就${onlyOn}判定）`, ` (decided for ${onlyOn} alone)`);
  const below = [
    ...notes.map((note) => html`<li>${note}</li>`),
    ...witnesses.map(
      ({ direction, text }) =>
        html`<li>${DIRECTION_WORDS[direction][language]}${say(language, '：', ': ')}${text}</li>`,
    ),
  ];
  return html`<li>${ASPECT_WORDS[kind][language]}${say(language, '：', ': ')}${words[change][language]}${only}${below.length === 0 ? NOTHING : html`<ul>${below}</ul>`}</li>`;
}

/** Enterprises listed on the page for each policy and direction; `--json` has more. */
const MOST_SHOWN = 200;

/** Who gains and who loses under one policy. */
export function tallySection(tally: TallyView, language: Language): Markup {
  const { gains, loses, shifts, amountUnknown } = tally;
  const more =
    shifts === 0 ? '' : say(language, `；另有 ${shifts} 家结果不同`, `; ${shifts} more differ in outcome`);
  const open =
    amountUnknown.old + amountUnknown.new === 0
      ? ''
      : say(
          language,
          `；金额未知 ${amountUnknown.old} → ${amountUnknown.new} 家`,
          `; amount unknown for ${amountUnknown.old} → ${amountUnknown.new}`,
        );
  const counts = say(
    language,
    `受益 ${gains} 家，受损 ${loses} 家${more}${open}`,
    `${gains} gain, ${loses} lose${more}${open}`,
  );
  const rows = [
    ...tally.losing.slice(0, MOST_SHOWN).map((each) => touchedRow('loses', each, language)),
    ...tally.gaining.slice(0, MOST_SHOWN).map((each) => touchedRow('gains', each, language)),
  ];
  const rest = gains + loses - rows.length;
  const table = html`<table><tr><th></th><th>${say(language, '企业', 'enterprise')}</th><th>${say(language, '旧', 'old')}</th><th>${say(language, '新', 'new')}</th></tr>${rows}</table>`;
  return html`<h4>${say(language, '企业', 'enterprises')}${say(language, '：', ': ')}${counts}</h4>${rows.length === 0 ? NOTHING : table}${rest === 0 ? NOTHING : html`<p>${say(language, `…另有 ${rest} 家`, `… ${rest} more`)}</p>`}`;
}

function touchedRow(direction: 'gains' | 'loses', touched: TouchedView, language: Language): Markup {
  const { name, subject, place, old, new: now } = touched;
  const word = direction === 'gains' ? say(language, '受益', 'gains') : say(language, '受损', 'loses');
  const who = [name, subject].filter((each) => each !== null).join(' ');
  return html`<tr><td>${word}</td><td>${who} <span class="place">${place}</span></td><td>${standing(old, language)}</td><td>${standing(now, language)}</td></tr>`;
}

function standing({ outcome, paid }: StandingView, language: Language): string {
  const word = outcome === null ? say(language, '无', 'none') : OUTCOME_WORDS[outcome][language];
  return paid === null ? word : say(language, `${word} ${paid} 元`, `${word} CNY ${paid}`);
}
