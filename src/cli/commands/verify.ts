import { verifyConsistencyFile } from '../../ledger/consistency.ts';
import { parseVerifierKey } from '../../ledger/note-key.ts';
import { verifyReceipt } from '../../ledger/receipt.ts';
import { CONSISTENCY_FORMAT } from '../../ledger/receipt-form.ts';
import { type Refusal, refuse } from '../../ledger/refusal.ts';
import { type CommandLine, say } from '../command-line.ts';
import { readTextFile } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, paint, printJson, WrongUse } from '../output.ts';
import { formatConsistency, formatReceipt } from '../proof-text.ts';

interface Options {
  readonly key?: readonly string[];
  readonly json?: boolean;
}

/** `mianshen verify RECEIPT`: checks a receipt or a consistency proof with no server and no database. */
export function addVerify(line: CommandLine): void {
  line.program
    .command('verify')
    .description(say(line, '离线验证回执或一致性证明', 'check a receipt or a consistency proof offline'))
    .argument('<file>', say(line, '回执或一致性证明', 'a receipt or a consistency proof'))
    .option(
      '--key <key>',
      say(line, '可信公钥或存有它的文件，可重复', 'a trusted key, or a file with some; may be repeated'),
      (key: string, keys: readonly string[] = []) => [...keys, key],
    )
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .action((file: string, options: Options) => line.run((output) => verify(file, options, output)));
}

async function verify(file: string, { key, json }: Options, output: Output): Promise<ExitCode> {
  const text = await readTextFile(file, output);
  const trustedKeys = key === undefined ? undefined : await readKeys(key, output);
  const checked = check(text, trustedKeys === undefined ? {} : { trustedKeys });
  if (json === true) printJson(output, plain(checked, output));
  else if (checked.ok)
    output.out('leaf' in checked ? formatReceipt(checked, output) : formatConsistency(checked, output));
  else output.err(formatRefusal(file, checked, output));
  return checked.ok ? EXIT.fine : EXIT.findings;
}

type Checked = ReturnType<typeof verifyReceipt> | ReturnType<typeof verifyConsistencyFile>;

function check(text: string, options: { readonly trustedKeys?: readonly string[] }): Checked {
  const read = parse(text);
  if (read === undefined) return refuse('not-json');
  const isConsistency = (read.json as { format?: unknown } | null)?.format === CONSISTENCY_FORMAT;
  return isConsistency ? verifyConsistencyFile(read.json, options) : verifyReceipt(read.json, options);
}

function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Each is a key, or a file with a key on each line. */
async function readKeys(given: readonly string[], output: Output): Promise<readonly string[]> {
  const read = given.map(async (each) => {
    if (parseVerifierKey(each) !== undefined) return [each];
    const lines = (await readTextFile(each, output)).split('\n').map((line) => line.trim());
    const keys = lines.filter((line) => line !== '');
    const wrong = keys.find((key) => parseVerifierKey(key) === undefined);
    if (keys.length > 0 && wrong === undefined) return keys;
    throw new WrongUse(
      say(
        output,
        `${each} 里应有验证公钥，每行一个，写作“名称+标识+公钥”${wrong === undefined ? '' : `：“${wrong}”`}`,
        `${each} must hold verifier keys, one a line, as 'name+id+public key'${wrong === undefined ? '' : `: '${wrong}'`}`,
      ),
    );
  });
  return (await Promise.all(read)).flat();
}

function formatRefusal(file: string, { reason, message }: Refusal, output: Output): string {
  const kind = paint(output, 'red', say(output, `无效[${reason}]`, `not valid[${reason}]`));
  return `${file}  ${kind} ${message[output.language]}\n`;
}

/** Hashes as hex, messages in one language. */
function plain(checked: Checked, { language }: Output): unknown {
  const said = checked.ok ? checked : { ...checked, message: checked.message[language] };
  return JSON.parse(
    JSON.stringify(said, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ),
  );
}
