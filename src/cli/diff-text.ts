import type { Cause } from '../app/diff/causes.ts';
import type {
  AspectView,
  DiffView,
  PolicyChangeView,
  TallyView,
  TouchedView,
} from '../app/diff/diff-view.ts';
import {
  AMOUNT_WORDS,
  ASPECT_WORDS,
  CAUSE_WORDS,
  CHANGE_WORDS,
  CHANGES,
  DIRECTION_WORDS,
  NODE_WORDS,
  STATUS_WORDS,
} from '../app/diff/diff-words.ts';
import type { NodeChange } from '../app/diff/node-changes.ts';
import { type SharedCauses, sharedCauses } from '../app/diff/shared-causes.ts';
import { say } from './command-line.ts';
import { type Output, paint } from './output.ts';
import { OUTCOME_WORDS } from './words.ts';

/** Enterprises listed for a policy; `--json` and `--html` list more. */
const SHORT_LIST = 10;

/** Prints a comparison: counts, what reaches several policies, then each policy, what may hurt first. */
export function printDiff(view: DiffView, output: Output): void {
  output.out(formatHead(view, output));
  const causes = sharedCauses(view.policies);
  output.out(formatShared(causes, output));
  for (const change of CHANGES)
    for (const policy of view.policies.filter((each) => each.change === change))
      output.out(formatPolicy(policy, view, causes, output));
  output.out(formatOthers(view, output));
  output.out(formatAffected(view, output));
}

function formatHead({ old, new: now, asOf, counts }: DiffView, output: Output): string {
  const { language } = output;
  const word = (name: keyof typeof counts, said: string) => `${said} ${counts[name]}`;
  const kinds = (['added', 'removed', 'changed'] as const).map((status) =>
    word(status, STATUS_WORDS[status][language]),
  );
  const changes = CHANGES.map((change) => word(change, CHANGE_WORDS[change][language]));
  const unchanged = word('unchanged', say(output, '未变', 'unchanged'));
  return `${paint(output, 'bold', `${old.path} → ${now.path}`)}  ${asOf}\n${[...kinds, unchanged].join(' · ')}\n${changes.join(' · ')}\n\n`;
}

function formatShared({ shared }: SharedCauses, output: Output): string {
  if (shared.length === 0) return '';
  const head = say(output, '影响多项政策的变化', 'changes that reach several policies');
  const lines = shared.flatMap(({ cause, policies }) => {
    const count = say(output, `${policies} 项政策`, `${policies} policies`);
    return [`${causeName(cause, output)}  ${count}`, ...causeLines(cause, output).map(indented)];
  });
  return `${paint(output, 'bold', head)}\n${lines.map(indented).join('\n')}\n\n`;
}

function causeName({ kind, id, label }: Cause, output: Output): string {
  const word = CAUSE_WORDS[kind][output.language];
  const quoted = say(output, `${word}“${label}”`, `${word} '${label}'`);
  return label === id ? quoted : say(output, `${quoted}（${id}）`, `${quoted} (${id})`);
}

function causeLines({ nodes, changes }: Cause, output: Output): readonly string[] {
  return [
    ...nodes.flatMap((node) => nodeLines(node, output)),
    ...changes.flatMap((change) => oldAndNew(change.old, change.new, output)),
  ];
}

const STYLES = {
  narrower: 'red',
  both: 'yellow',
  undecided: 'yellow',
  wider: 'green',
  equal: 'dim',
} as const;

function formatPolicy(
  policy: PolicyChangeView,
  view: DiffView,
  causes: SharedCauses,
  output: Output,
): string {
  const { language } = output;
  const tag = say(output, `【${CHANGE_WORDS[policy.change].zh}】`, `[${CHANGE_WORDS[policy.change].en}] `);
  const head = `${paint(output, STYLES[policy.change], tag)}${paint(output, 'bold', policy.title)}  ${policy.id}  ${STATUS_WORDS[policy.status][language]}`;
  const tally = view.affected?.policies.find(({ id }) => id === policy.id);
  const lines = [
    ...policy.fields.flatMap(({ label, old, new: now }) => [label, ...oldAndNew(old, now, output)]),
    ...policy.conditions.flatMap((node) => nodeLines(node, output)),
    ...policy.because.flatMap((cause) => becauseLines(cause, causes, output)),
    ...policy.aspects.flatMap((aspect) => aspectLines(aspect, output)),
    ...(tally === undefined ? [] : tallyLines(tally, output)),
  ];
  return `${[head, ...lines.map(indented)].join('\n')}\n\n`;
}

function becauseLines(cause: Cause, causes: SharedCauses, output: Output): readonly string[] {
  const name = causeName(cause, output);
  if (causes.isShared(cause))
    return [say(output, `因为${name}变了（见上）`, `because of ${name}, see above`)];
  return [
    say(output, `因为${name}变了：`, `because of ${name}:`),
    ...causeLines(cause, output).map(indented),
  ];
}

function nodeLines({ kind, within, old, new: now, values }: NodeChange, output: Output): readonly string[] {
  const place = within.map((each) => say(output, `“${each}”`, `'${each}'`)).join(say(output, '的', ', in '));
  const where = place === '' ? '' : say(output, `（在${place}中）`, ` (in ${place})`);
  const head = `${NODE_WORDS[kind][output.language]}${where}`;
  const listed = [
    ...(values === undefined || values.added === ''
      ? []
      : [say(output, `新列入：${values.added}`, `put in: ${values.added}`)]),
    ...(values === undefined || values.removed === ''
      ? []
      : [say(output, `不再列入：${values.removed}`, `taken out: ${values.removed}`)]),
  ];
  return [head, ...oldAndNew(old, now, output), ...listed.map(indented)];
}

function oldAndNew(old: string | null, now: string | null, output: Output): readonly string[] {
  const marked = (mark: string, style: 'red' | 'green', text: string | null): readonly string[] =>
    text === null
      ? []
      : text.split('\n').map((line, at) => paint(output, style, `  ${at === 0 ? mark : ' '} ${line}`));
  return [...marked('-', 'red', old), ...marked('+', 'green', now)];
}

function aspectLines(
  { kind, change, onlyOn, notes, witnesses }: AspectView,
  output: Output,
): readonly string[] {
  const { language } = output;
  const words = kind === 'amount' ? AMOUNT_WORDS : CHANGE_WORDS;
  const only = onlyOn === null ? '' : say(output, `（只就${onlyOn}判定）`, ` (decided for ${onlyOn} alone)`);
  return [
    `${ASPECT_WORDS[kind][language]}${say(output, '：', ': ')}${words[change][language]}${only}`,
    ...notes.map((note) => `  ${note}`),
    ...witnesses.map(({ direction, text }) => `  ${DIRECTION_WORDS[direction][language]}  ${text}`),
  ];
}

function tallyLines(tally: TallyView, output: Output): readonly string[] {
  const { gains, loses, shifts, paid, amountUnknown } = tally;
  const isPaid = paid.old !== '0.00' || paid.new !== '0.00';
  const open = amountUnknown.old + amountUnknown.new;
  const counts = [
    say(output, `受益 ${gains} 家`, `${gains} gain`),
    say(output, `受损 ${loses} 家`, `${loses} lose`),
    ...(shifts === 0 ? [] : [say(output, `另有 ${shifts} 家结果不同`, `${shifts} more differ in outcome`)]),
    ...(isPaid ? [say(output, `金额 ${paid.old} → ${paid.new} 元`, `CNY ${paid.old} → ${paid.new}`)] : []),
    ...(open === 0
      ? []
      : [
          say(
            output,
            `金额未知 ${amountUnknown.old} → ${amountUnknown.new} 家`,
            `amount unknown for ${amountUnknown.old} → ${amountUnknown.new}`,
          ),
        ]),
  ];
  return [
    `${say(output, '企业：', 'enterprises: ')}${counts.join(say(output, '，', ', '))}`,
    ...touchedLines('gains', tally.gaining, gains, output),
    ...touchedLines('loses', tally.losing, loses, output),
  ];
}

function touchedLines(
  direction: 'gains' | 'loses',
  listed: readonly TouchedView[],
  count: number,
  output: Output,
): readonly string[] {
  const word = direction === 'gains' ? say(output, '受益', 'gains') : say(output, '受损', 'loses');
  const shown = listed.slice(0, SHORT_LIST);
  const lines = shown.map(
    (each) => `  ${word}  ${whoOf(each)}  ${standing(each.old, output)} → ${standing(each.new, output)}`,
  );
  const rest = count - shown.length;
  return rest === 0
    ? lines
    : [
        ...lines,
        say(output, `  …另有 ${rest} 家（--json 或 --html）`, `  … ${rest} more (--json or --html)`),
      ];
}

/** The enterprise as it names itself, and where it was read. */
function whoOf({ name, subject, place }: TouchedView): string {
  return [name, subject, place].filter((each) => each !== null).join('  ');
}

function standing({ outcome, paid }: TouchedView['old'], output: Output): string {
  const word = outcome === null ? say(output, '无', 'none') : OUTCOME_WORDS[outcome][output.language];
  return paid === null ? word : say(output, `${word} ${paid} 元`, `${word} CNY ${paid}`);
}

/** Policies that are as before and share an exclusion group with changed ones: what is paid of them may change. */
function formatOthers({ affected, policies }: DiffView, output: Output): string {
  const changed = new Set(policies.map(({ id }) => id));
  const others = (affected?.policies ?? []).filter(
    ({ id, gains, loses }) => !changed.has(id) && gains + loses > 0,
  );
  if (others.length === 0) return '';
  const head = say(
    output,
    '本身未变，因互斥组而受影响的政策',
    'policies that are as before, touched through exclusion groups',
  );
  const lines = others.flatMap((tally) => [
    `${tally.title}  ${tally.id}`,
    ...tallyLines(tally, output).map(indented),
  ]);
  return `${paint(output, 'bold', head)}\n${lines.map(indented).join('\n')}\n\n`;
}

function formatAffected({ affected }: DiffView, output: Output): string {
  if (affected === undefined) return '';
  const { enterprises, gains, loses, paid, badCount } = affected;
  const bad = badCount === 0 ? '' : say(output, `，${badCount} 份读不了`, `, ${badCount} can't be read`);
  const counts = say(
    output,
    `${enterprises} 家企业${bad}：受益 ${gains} 家，受损 ${loses} 家`,
    `${enterprises} enterprises${bad}: ${gains} gain, ${loses} lose`,
  );
  const money = say(
    output,
    `变动政策的金额合计 ${paid.old} → ${paid.new} 元（只计符合的企业）`,
    `paid under the policies that changed: CNY ${paid.old} → ${paid.new} (eligible enterprises only)`,
  );
  const isPaid = paid.old !== '0.00' || paid.new !== '0.00';
  return `${paint(output, 'bold', counts)}\n${isPaid ? `${money}\n` : ''}`;
}

function indented(line: string): string {
  return `    ${line}`;
}
