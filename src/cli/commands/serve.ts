import type { Loaded } from '../../app/load.ts';
import { storedRuleSet } from '../../app/record-decision.ts';
import { readLedgerSettings } from '../../io/ledger-settings.ts';
import { openLedgerToServe } from '../../io/open-ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type CommandLine, rulesOption, say } from '../command-line.ts';
import { loadRules } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';
import type { OpenStore } from '../record.ts';

/** A service that listens. */
export interface Service {
  readonly address: string;
  /** Resolves when it has stopped listening and everything that was asked is answered. */
  readonly closed: Promise<unknown>;
}

/** Starts the service; built in `src/main.ts`. Rejects where the port is taken. */
export type StartService = (loaded: Loaded, ledger: Ledger, host: string, port: number) => Promise<Service>;

/** `mianshen serve`: the HTTP service. */
export function addServe(line: CommandLine, openStore: OpenStore, startService: StartService): void {
  line.program
    .command('serve')
    .description(say(line, '启动服务（HOST、PORT、RULES_DIR）', 'the HTTP service (HOST, PORT, RULES_DIR)'))
    .addHelpText('after', `\n${say(line, ENVIRONMENT_ZH, ENVIRONMENT_EN)}`)
    .addOption(rulesOption(line))
    .action((options: { rules?: string }) =>
      line.run((output) => serve(options.rules, openStore, startService, output)),
    );
}

const ENVIRONMENT_ZH = `环境变量：
  DATABASE_URL     PostgreSQL；不设则用本机数据库（试用）
  DATA_DIR         本机数据库的目录，默认 .data
  LEDGER_KEY_FILE  签名密钥的文件，默认 DATA_DIR/ledger-key.pem
  LEDGER_KEY       签名密钥本身（PEM）
  LEDGER_NAME      日志的名称，默认 mianshen
  LEDGER_HASH      散列算法 sha256（默认）或 sm3`;

const ENVIRONMENT_EN = `Environment:
  DATABASE_URL     PostgreSQL; without it an embedded database, for trial
  DATA_DIR         folder of the embedded database, .data by default
  LEDGER_KEY_FILE  file of the signing key, DATA_DIR/ledger-key.pem by default
  LEDGER_KEY       the signing key itself (PEM)
  LEDGER_NAME      name of the log, mianshen by default
  LEDGER_HASH      sha256, the default, or sm3`;

async function serve(
  rules: string | undefined,
  openStore: OpenStore,
  startService: StartService,
  output: Output,
): Promise<ExitCode> {
  const host = process.env.HOST ?? '127.0.0.1';
  const port = readPort(process.env.PORT ?? '8787', output);
  const loaded = await loadRules(rules, output);
  // A wrong setting is told before the database is started.
  readLedgerSettings(process.env);
  const { store, notices } = await openStore({ make: true });
  try {
    const opened = await openLedgerToServe(store);
    for (const notice of [...notices, ...opened.notices]) output.err(`${notice[output.language]}\n`);
    await store.keepRuleSet(storedRuleSet(loaded.ruleSet, loaded.ruleFiles));
    const { address, closed } = await startService(loaded, opened.ledger, host, port).catch(
      (cause: NodeJS.ErrnoException) => {
        throw cantListen(cause, host, port, output) ?? cause;
      },
    );
    output.out(greeting(address, loaded, output));
    void closed.then(() => store.close());
  } catch (cause) {
    await store.close();
    throw cause;
  }
  return EXIT.fine;
}

function readPort(text: string, output: Output): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new WrongUse(
    say(output, `PORT 应为 0 到 65535 的整数：“${text}”`, `PORT must be 0 to 65535: '${text}'`),
  );
}

/** An address that can't be had is the caller's to change; anything else is a defect. */
function cantListen(
  { code, syscall }: NodeJS.ErrnoException,
  host: string,
  port: number,
  output: Output,
): WrongUse | undefined {
  if (code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 8787;
    return new WrongUse(
      say(
        output,
        `端口 ${port} 已被占用，换一个：PORT=${other} npm start`,
        `port ${port} is taken; try PORT=${other} npm start`,
      ),
    );
  }
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  return new WrongUse(
    say(
      output,
      `不能在 ${host} 的端口 ${port} 上监听（${code}），检查 HOST 与 PORT`,
      `can't listen on port ${port} of ${host} (${code}); check HOST and PORT`,
    ),
  );
}

function greeting(address: string, { ruleSet, documents }: Loaded, output: Output): string {
  const example = 'examples/enterprises/ningguo-precision-parts.json';
  const call = `curl -s ${address}/v1/matches -H 'content-type: application/json' -d @${example}`;
  const [policies, sources] = [ruleSet.policies.length, documents.length];
  return say(
    output,
    `免申 已启动：${address}\n${policies} 项政策，来自 ${sources} 份文件，规则集 ${ruleSet.digest}\n试一试：\n  ${call}\n  浏览器打开 ${address}/docs\n`,
    `mianshen listens on ${address}\n${policies} policies from ${sources} documents, rule set ${ruleSet.digest}\ntry:\n  ${call}\n  open ${address}/docs\n`,
  );
}
