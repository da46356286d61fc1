import type { VerifiedConsistency } from '../ledger/consistency.ts';
import type { Leaf } from '../ledger/entry.ts';
import type { VerifiedReceipt } from '../ledger/receipt.ts';
import { say } from './command-line.ts';
import { clockInChina } from './decision-text.ts';
import { formatColumns, type Output, paint } from './output.ts';

/** What a receipt proves, and what it doesn't. */
export function formatReceipt(verified: VerifiedReceipt, output: Output): string {
  const { leaf, index, checkpoint, signer, trusted, opening } = verified;
  const head = trusted
    ? say(output, '回执有效', 'the receipt is valid')
    : say(
        output,
        '回执与自身相符，未确认签名者',
        'the receipt agrees with itself; who signed it is not confirmed',
      );
  const rows = [
    ...leafRows(leaf, output),
    [
      say(output, '日志', 'log'),
      say(
        output,
        `${checkpoint.origin} 第 ${index} 条（检查点共 ${checkpoint.size} 条，${checkpoint.hash}）`,
        `${checkpoint.origin}, leaf ${index} of ${checkpoint.size} at the checkpoint, ${checkpoint.hash}`,
      ),
    ],
    [say(output, '签名公钥', 'signed by'), signer],
  ];
  const proved = [
    say(
      output,
      '这条记录在检查点的日志里，签名之后一字未改',
      'this record is in the log of the checkpoint, unchanged since it was signed',
    ),
    ...(opening === 'checked' ? [say(output, ...OPENING_PROVED)] : []),
    ...(trusted ? [say(output, ...SIGNER_PROVED)] : []),
  ];
  const notProved = [
    ...(trusted ? [] : [say(output, ...SIGNER_OPEN)]),
    ...(opening === 'checked' || leaf.kind !== 'decision' ? [] : [say(output, ...OPENING_OPEN)]),
    ...(leaf.kind === 'decision' ? [say(output, ...TRUTH_OPEN)] : []),
    say(output, ...GROWTH_OPEN),
  ];
  return formatProof(head, rows, { trusted, proved, notProved }, output);
}

/** What a consistency proof proves, and what it doesn't. */
export function formatConsistency(verified: VerifiedConsistency, output: Output): string {
  const { first, second, signers, trusted } = verified;
  const head = trusted
    ? say(output, '一致性证明有效', 'the consistency proof is valid')
    : say(
        output,
        '一致性证明与自身相符，未确认签名者',
        'the proof agrees with itself; who signed it is not confirmed',
      );
  const rows = [
    [
      say(output, '日志', 'log'),
      say(
        output,
        `${first.origin}，从 ${first.size} 条到 ${second.size} 条，${first.hash}`,
        `${first.origin}, from ${first.size} to ${second.size} leaves, ${first.hash}`,
      ),
    ],
    [say(output, '签名公钥', 'signed by'), [...new Set(signers)].join('\n')],
  ];
  const grown = say(
    output,
    '后一检查点的日志以前一检查点的日志开头：只增未改',
    'the log of the second checkpoint begins with the log of the first: it was only added to',
  );
  const proved = [grown, ...(trusted ? [say(output, ...SIGNER_PROVED)] : [])];
  const notProved = trusted ? [] : [say(output, ...SIGNER_OPEN)];
  return formatProof(head, rows, { trusted, proved, notProved }, output);
}

const OPENING_PROVED = [
  '所附的请求与结果，正是当时留存的',
  'the request and the outcome that come with it are those that were recorded',
] as const;
const SIGNER_PROVED = ['由 --key 所给的公钥签名', 'a key given by --key signed it'] as const;
const SIGNER_OPEN = [
  '签名者是谁：回执只与自己相符；请用 --key 给出从可信途径得来的公钥',
  'who signed it: it only agrees with itself; give the key that you have from a source you trust by --key',
] as const;
const OPENING_OPEN = [
  '所问与所答的内容：这份文件没有附上（receipt --opening）',
  "what was asked and answered: it isn't in this file (receipt --opening)",
] as const;
const TRUTH_OPEN = [
  '所报的数据属实，判断无误：前者要查证据，后者可重放（mianshen replay）',
  'that the facts given were true, or the decision right: replay it (mianshen replay), and look at the evidence',
] as const;
const GROWTH_OPEN = [
  '日志后来未被改写：请用一致性证明与后来的检查点核对（ledger consistency）',
  "that the log wasn't rewritten later: compare with a later checkpoint (ledger consistency)",
] as const;

function leafRows(leaf: Leaf, output: Output): readonly (readonly string[])[] {
  const recorded = [
    say(output, '留存时间', 'recorded'),
    say(
      output,
      `${clockInChina(leaf.recordedAt)}（北京，服务自称）`,
      `${clockInChina(leaf.recordedAt)} (Shanghai, by the service's clock)`,
    ),
  ];
  if (leaf.kind === 'key') return [[say(output, '密钥', 'key'), leaf.key], recorded];
  const id = [say(output, '判断记录', 'decision'), leaf.id];
  if (leaf.kind === 'erasure') return [id, [say(output, '抹除原因', 'erased'), leaf.reason], recorded];
  return [
    id,
    recorded,
    [say(output, '判断日', 'as of'), leaf.asOf],
    [say(output, '规则集', 'rule set'), leaf.ruleSet],
    [say(output, '引擎', 'engine'), leaf.engine],
  ];
}

interface Said {
  readonly trusted: boolean;
  readonly proved: readonly string[];
  readonly notProved: readonly string[];
}

function formatProof(
  head: string,
  rows: readonly (readonly string[])[],
  { trusted, proved, notProved }: Said,
  output: Output,
): string {
  const list = (title: string, mark: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `\n${title}\n${lines.map((each) => `  ${mark} ${each}\n`).join('')}`;
  return [
    `${paint(output, trusted ? 'green' : 'yellow', head)}\n`,
    formatColumns(rows),
    list(say(output, '证明了', 'proved'), '+', proved),
    list(say(output, '没有证明', 'not proved'), '-', notProved),
  ].join('');
}
