import type { Language } from '../../../rules/plain/language.ts';
import type { AffectedView, DiffView, TallyView } from '../diff-view.ts';
import { CHANGE_WORDS, CHANGES, STATUS_WORDS } from '../diff-words.ts';
import { type SharedCauses, sharedCauses } from '../shared-causes.ts';
import { type Bar, barChart } from './bar-chart.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { causeBody, causeName, policySection, tallySection } from './policy-section.ts';

/** A comparison as one page: no script, nothing loaded from elsewhere. */
export function diffPage(view: DiffView, language: Language): string {
  const title = say(language, '规则集比较', 'what changed between two rule sets');
  const causes = sharedCauses(view.policies);
  const tallies = new Map((view.affected?.policies ?? []).map((tally) => [tally.id, tally]));
  const ordered = CHANGES.flatMap((change) => view.policies.filter((each) => each.change === change));
  const { markup } = html`<!DOCTYPE html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} ${view.asOf}</title>
<style>${{ markup: PAGE_STYLE }}</style></head>
<body>
<h1>${title}</h1>
${heading(view, language)}
${summary(view, language)}
${view.affected === undefined ? NOTHING : affectedSection(view.affected, language)}
${sharedSection(causes, language)}
<h2>${say(language, '各项政策', 'policies')}</h2>
${ordered.length === 0 ? html`<p>${say(language, '没有变化。', 'nothing changed')}</p>` : NOTHING}
${ordered.map((policy) => policySection(policy, tallies.get(policy.id), causes, language))}
${othersSection(view, language)}
</body>
</html>
`;
  return markup;
}

function say(language: Language, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

function heading({ old, new: now, asOf }: DiffView, language: Language): Markup {
  const row = (name: string, set: DiffView['old']) =>
    html`<tr><th>${name}</th><td>${set.title}<br><span class="place">${set.path}<br>${set.digest}</span></td><td class="number">${say(language, `${set.policies} 项政策`, `${set.policies} policies`)}</td></tr>`;
  return html`<table>${row(say(language, '旧', 'old'), old)}${row(say(language, '新', 'new'), now)}<tr><th>${say(language, '判断日', 'as of')}</th><td colspan="2">${asOf}</td></tr></table>`;
}

function summary({ counts }: DiffView, language: Language): Markup {
  const numbers = [
    ...(['added', 'removed', 'changed'] as const).map(
      (status) => [STATUS_WORDS[status][language], counts[status]] as const,
    ),
    [say(language, '未变', 'unchanged'), counts.unchanged] as const,
  ];
  const bars: readonly Bar[] = CHANGES.map((change) => ({
    label: CHANGE_WORDS[change][language],
    ...{ left: 0, leftText: '' },
    ...{ right: counts[change], rightText: `${counts[change]}` },
  }));
  const chart = {
    title: say(language, '宽严', 'wider or narrower'),
    leftName: '',
    rightName: say(language, '政策数', 'policies'),
    leftColor: RED,
    rightColor: BLUE,
  };
  const none = CHANGES.every((change) => counts[change] === 0);
  return html`<ul class="numbers">${numbers.map(([word, count]) => html`<li>${word}<b>${count}</b></li>`)}</ul>
${none ? NOTHING : barChart(bars, chart)}`;
}

const RED = '#b3261e';
const GREEN = '#1a7f37';
const BLUE = '#2b6cb0';
/** Bars of one chart; the rest is in the sections below. */
const MOST_BARS = 30;

function affectedSection(affected: AffectedView, language: Language): Markup {
  const { enterprises, gains, loses, paid, bad, badCount } = affected;
  const numbers = [
    [say(language, '企业', 'enterprises'), `${enterprises}`],
    [say(language, '受益', 'gain'), `${gains}`],
    [say(language, '受损', 'lose'), `${loses}`],
    [say(language, '变动政策金额（元）', 'paid under changed policies (CNY)'), `${paid.old} → ${paid.new}`],
  ] as const;
  const touched = affected.policies.filter((tally) => tally.gains + tally.loses > 0);
  const most = touched.toSorted((a, b) => b.gains + b.loses - a.gains - a.loses).slice(0, MOST_BARS);
  const refused = bad.map(
    ({ place, reasons }) => html`<li><span class="place">${place}</span> ${reasons.join('; ')}</li>`,
  );
  return html`<h2>${say(language, '影响的企业', 'enterprises touched')}</h2>
<ul class="numbers">${numbers.map(([word, count]) => html`<li>${word}<b>${count}</b></li>`)}</ul>
${barChart(most.map(touchedBar), { title: say(language, '受损与受益的企业数', 'enterprises that lose and gain'), leftName: say(language, '受损', 'lose'), rightName: say(language, '受益', 'gain'), leftColor: RED, rightColor: GREEN })}
${paidChart(affected.policies, language)}
${badCount === 0 ? NOTHING : html`<h3>${say(language, `读不了的档案 ${badCount} 份`, `${badCount} profiles that can't be read`)}</h3><ul>${refused}</ul>`}`;
}

function touchedBar({ title, gains, loses }: TallyView): Bar {
  return { label: title, left: loses, leftText: `${loses}`, right: gains, rightText: `${gains}` };
}

function paidChart(tallies: readonly TallyView[], language: Language): Markup {
  const paid = tallies.filter((tally) => tally.paid.old !== tally.paid.new);
  const bars = paid.slice(0, MOST_BARS).map(
    (tally): Bar => ({
      label: tally.title,
      ...{ left: Number(tally.paid.old), leftText: tally.paid.old },
      ...{ right: Number(tally.paid.new), rightText: tally.paid.new },
    }),
  );
  const title = say(language, '金额（元），只计符合的企业', 'paid to eligible enterprises (CNY)');
  return barChart(bars, {
    title,
    leftName: say(language, '旧', 'old'),
    rightName: say(language, '新', 'new'),
    leftColor: '#888',
    rightColor: BLUE,
  });
}

function sharedSection({ shared }: SharedCauses, language: Language): Markup {
  if (shared.length === 0) return NOTHING;
  const sections = shared.map(
    ({ cause, policies }) =>
      html`<article><h3>${causeName(cause, language)}</h3><p class="id">${cause.id} · ${say(language, `${policies} 项政策`, `${policies} policies`)}</p>${causeBody(cause, language)}</article>`,
  );
  return html`<h2>${say(language, '影响多项政策的变化', 'changes that reach several policies')}</h2>${sections}`;
}

function othersSection({ affected, policies }: DiffView, language: Language): Markup {
  const changed = new Set(policies.map(({ id }) => id));
  const others = (affected?.policies ?? []).filter(
    ({ id, gains, loses }) => !changed.has(id) && gains + loses > 0,
  );
  if (others.length === 0) return NOTHING;
  const sections = others.map(
    (tally) =>
      html`<article><h3>${tally.title}</h3><p class="id">${tally.id}</p>${tallySection(tally, language)}</article>`,
  );
  return html`<h2>${say(language, '本身未变，因互斥组而受影响的政策', 'policies that are as before, touched through exclusion groups')}</h2>${sections}`;
}
