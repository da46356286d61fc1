import type { Command } from 'commander';
import type { Loaded } from '../../app/load.ts';
import { loadRules } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';

/** Starts the service and returns its address; built in `src/main.ts`. Rejects where the port is taken. */
export type StartService = (loaded: Loaded, host: string, port: number) => Promise<string>;

/** `mianshen serve`: the HTTP service. */
export function addServe(
  program: Command,
  run: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
  startService: StartService,
): void {
  program
    .command('serve')
    .description('the HTTP service / 启动服务（HOST、PORT、RULES_DIR）')
    .option('--rules <dir>', 'rule set directory / 规则目录')
    .action((options: { rules?: string }) => run((output) => serve(options.rules, startService, output)));
}

async function serve(
  rules: string | undefined,
  startService: StartService,
  output: Output,
): Promise<ExitCode> {
  const host = process.env.HOST ?? '127.0.0.1';
  const port = Number(process.env.PORT ?? '8787');
  const zh = output.language === 'zh';
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongUse(
      zh
        ? `PORT 应为 0 到 65535 的整数：${process.env.PORT}`
        : `PORT must be 0 to 65535: ${process.env.PORT}`,
    );
  const loaded = await loadRules(rules, output);
  const address = await startService(loaded, host, port).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new WrongUse(
      zh
        ? `端口 ${port} 已被占用，换一个：PORT=8788 npm start`
        : `port ${port} is taken; try PORT=8788 npm start`,
    );
  });
  output.out(greeting(address, loaded, zh));
  return EXIT.fine;
}

function greeting(address: string, { ruleSet, documents }: Loaded, zh: boolean): string {
  const example = 'examples/enterprises/ningguo-precision-parts.json';
  const call = `curl -s ${address}/v1/matches -H 'content-type: application/json' -d @${example}`;
  return zh
    ? `免申 已启动：${address}\n${ruleSet.policies.length} 项政策，来自 ${documents.length} 份文件，规则集 ${ruleSet.digest}\n试一试：\n  ${call}\n  浏览器打开 ${address}/docs\n`
    : `mianshen listens on ${address}\n${ruleSet.policies.length} policies from ${documents.length} documents, rule set ${ruleSet.digest}\ntry:\n  ${call}\n  open ${address}/docs\n`;
}
