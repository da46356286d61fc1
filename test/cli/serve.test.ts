import { afterEach, describe, expect, it } from 'vitest';
import type { StartService } from '../../src/cli/commands/serve.ts';
import { mianshen } from './mianshen.ts';

const before = { HOST: process.env.HOST, PORT: process.env.PORT };

function setEnvironment(values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}

afterEach(() => setEnvironment(before));

/** A service that fails to listen as Node does. */
const failing =
  (code: string, syscall = 'listen'): StartService =>
  () =>
    Promise.reject(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }));

it('says where it listens and what to try', async () => {
  setEnvironment({ HOST: '0.0.0.0', PORT: '9000' });
  const asked: unknown[] = [];
  const startService: StartService = async ({ ruleSet }, ledger, host, port) => {
    const kept = await ledger.store.ruleSet(ruleSet.digest);
    asked.push([kept !== undefined, host, port]);
    return { address: `http://${host}:${port}`, closed: new Promise(() => undefined) };
  };
  const { code, out, err } = await mianshen(['serve'], { startService });
  expect({ code, err, asked }).toEqual({ code: 0, err: '', asked: [[true, '0.0.0.0', 9000]] });
  expect(out).toMatch(/^免申 已启动：http:\/\/0\.0\.0\.0:9000\n\d+ 项政策，来自 \d+ 份文件，规则集 sha256:/);
  expect(out).toContain('curl -s http://0.0.0.0:9000/v1/matches');
  expect(out).toContain('http://0.0.0.0:9000/docs');
});

it('listens on 127.0.0.1:8787 when nothing else is asked', async () => {
  setEnvironment({ HOST: undefined, PORT: undefined });
  expect((await mianshen(['serve'])).out).toContain('http://127.0.0.1:8787');
});

describe('an address that can’t be had is wrong use', () => {
  const check = (startService: StartService, port: string, says: string) =>
    it(says, async () => {
      setEnvironment({ HOST: undefined, PORT: port });
      const { code, out, err } = await mianshen(['serve', '--lang', 'en'], { startService });
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: `${says}\n` });
    });

  check(failing('EADDRINUSE'), '8787', 'port 8787 is taken; try PORT=8788 npm start');
  check(failing('EADDRINUSE'), '65535', 'port 65535 is taken; try PORT=8787 npm start');
  check(failing('EACCES'), '80', "can't listen on port 80 of 127.0.0.1 (EACCES); check HOST and PORT");
  check(
    failing('ENOTFOUND', 'getaddrinfo'),
    '0',
    "can't listen on port 0 of 127.0.0.1 (ENOTFOUND); check HOST and PORT",
  );
  for (const port of ['', 'http', '-1', '65536', '80.5', '1e3', '0x50', ' 80'])
    check(failing('EADDRINUSE'), port, `PORT must be 0 to 65535: '${port}'`);
});

it('another failure is a defect', async () => {
  const { code } = await mianshen(['serve'], { startService: failing('EIO', 'read') });
  expect(code).toBe(3);
});

it('rules with mistakes are not served', async () => {
  const { code, err } = await mianshen(['serve', '--rules', 'examples/enterprises']);
  expect(err).toContain('examples/enterprises/');
  expect(code).toBe(1);
});
