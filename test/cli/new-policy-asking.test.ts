import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LOAN } from '../rules/good-rule-set.ts';
import { at, checked, ENOUGH, filesIn, goodFolder, read } from './good-folder.ts';
import { mianshen } from './mianshen.ts';

describe('asked on a terminal', () => {
  const ANSWERS = ['plan', '1', '招工补贴', '招工的给补贴', '补贴一次', '1', '免申即享', '指标达成类'];
  const REST = [
    '从业人数 < 300',
    '从业人员 < 3000',
    '撤',
    '从业人员 < 300',
    '',
    '合同属实',
    '合同属实=市人社局',
    '',
    '2万',
    '',
  ];

  it('says what there is, asks again where an answer can’t be, and writes', async () => {
    const folder = await goodFolder();
    const answers = [...ANSWERS.slice(0, 2), '', ...ANSWERS.slice(2), ...REST];
    const { code, out, err } = await mianshen(['new', 'policy', ...at(folder)], { answers });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('  1  plan  方案\n文件编号: plan\n');
    expect(out).toContain('政策名称: \n  不能为空\n政策名称: 招工补贴\n');
    expect(out).toContain('  1  subsidy  补贴\n');
    expect(out).toContain('  没有叫“从业人数”的指标或具名条件，是不是“从业人员”？\n');
    expect(out).toContain('应写作“…=…”\n');
    expect(await read(join(folder, 'rules/policies/341800/plan-zhao-gong-bu-tie.json'))).toMatchObject({
      residual: [{ confirmedBy: '市人社局' }],
      benefit: { kind: 'subsidy', amount: { fixed: 20000 } },
    });
    expect((await checked(folder)).code).toBe(0);
  });

  it('asks only for what the flags left out', async () => {
    const folder = await goodFolder();
    const flags = ENOUGH.slice(0, -2);
    const { code, out } = await mianshen(['new', 'policy', ...at(folder), ...flags], {
      answers: ['indicator', 'employees > 9', ...Array(4).fill('')],
    });
    expect(code).toBe(0);
    expect(out).not.toContain('文件编号');
  });

  it('writes nothing when the input ends', async () => {
    const folder = await goodFolder();
    const before = await filesIn(folder);
    const { code, err } = await mianshen(['new', 'policy', ...at(folder)], { answers: ANSWERS });
    expect({ code, err }).toEqual({ code: 2, err: '没有写完，什么都没有写入\n' });
    expect(await filesIn(folder)).toEqual(before);
  });

  it('without anybody to ask, says which flags are missing and what they mean', async () => {
    const { code, out, err } = await mianshen([
      'new',
      'policy',
      '--lang',
      'en',
      '--kind',
      'loan',
      '--summary',
      'x',
    ]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^these flags are missing .*:\n {2}--document {2}document id\n/);
    expect(err.match(/^ {2}--\S+/gm)).toEqual(
      ['document', 'clause', 'title', 'benefit', 'delivery', 'basis'].map((flag) => `  --${flag}`),
    );
  });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('!!! NOT CHECKED: `new policy` on a pseudo-terminal. It needs python3.');

describe.skipIf(!hasPython)('on a real terminal', () => {
  const PTY = `
import os, pty, sys, time
answers = sys.argv[1].split('\\n')
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
os.write(fd, ('\\n'.join(answers) + '\\n').encode())
out = b''
while True:
    try:
        data = os.read(fd, 4096)
    except OSError:
        break
    if not data: break
    out += data
_, status = os.waitpid(pid, 0)
sys.stdout.write(out.decode(errors='replace'))
sys.exit(os.waitstatus_to_exitcode(status))
`;

  it('asks, writes and ends', async () => {
    const folder = await goodFolder();
    const answers = [
      'plan',
      '1',
      '招工补贴',
      '招工的给补贴',
      '补贴一次',
      '补贴',
      '1',
      '2',
      'employees > 9',
      '',
      '',
      '2万',
      '',
    ];
    const { stdout } = await promisify(execFile)('python3', [
      ...['-c', PTY, answers.join('\n')],
      ...[process.execPath, '--import', 'tsx', 'src/main.ts', 'new', 'policy', ...at(folder)],
    ]);
    expect(stdout).toContain('接下来');
    expect((await checked(folder)).code).toBe(0);
    expect(await filesIn(join(folder, 'rules/policies'))).toEqual([
      LOAN.replace('policies/', ''),
      '341800/plan-zhao-gong-bu-tie.json',
    ]);
  }, 60_000);
});
