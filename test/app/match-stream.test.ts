import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/app/answer.ts';
import { LARGEST_BODY } from '../../src/app/read-body.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import { answersTo, bytesOf, linesOf, requestOf, SETTINGS } from './stream-of.ts';

const GOOD = '{"source":"data-bureau","profile":{"registeredRegion":"1001","employees":86}}';
const { ruleSet } = SETTINGS;

/** What a stream answers, in short: the number of each line and whether it is matched or why not. */
const said = (lines: readonly string[]) =>
  lines.map((text) => {
    const { line, type, errors = [] } = JSON.parse(text);
    const found = errors.map(({ code, pointer }: Record<string, string>) => `${code} ${pointer}`);
    return [line, type ?? 'matched', ...found].join(' ');
  });

const check = (name: string, text: string | Uint8Array, expected: readonly string[]) =>
  it(name, async () => {
    const bytes = typeof text === 'string' ? bytesOf(text) : text;
    expect(said(await linesOf([bytes]))).toEqual(expected);
  });

const TOO_LARGE = '/problems/body-too-large';
const UNREADABLE = '/problems/unreadable-body';
const INVALID = '/problems/invalid-request';

describe('lines', () => {
  check('none', '', []);
  check('one', GOOD, ['1 matched']);
  check('one, ended', `${GOOD}\n`, ['1 matched']);
  check('two', `${GOOD}\n${GOOD}`, ['1 matched', '2 matched']);
  check('CRLF', `${GOOD}\r\n${GOOD}\r\n`, ['1 matched', '2 matched']);
  check('blank ones are skipped and counted', `\n\r\n \t\n${GOOD}\n\n`, ['4 matched']);
  check('a byte-order mark', `\uFEFF${GOOD}\n\uFEFF${GOOD}`, ['1 matched', '2 matched']);
  check('nothing but a byte-order mark', '\uFEFF', []);
  check('a carriage return alone ends no line', `{"profile":\r{}}\r\n${GOOD}`, ['1 matched', '2 matched']);
  check('1 MB', requestOf(LARGEST_BODY), ['1 matched']);
  check('1 MB and an end', `${requestOf(LARGEST_BODY)}\r\n`, ['1 matched']);
  check('a byte too long', `${requestOf(LARGEST_BODY + 1)}\n${GOOD}`, [`1 ${TOO_LARGE}`, '2 matched']);
  check('a byte too long, at the end', requestOf(LARGEST_BODY + 1), [`1 ${TOO_LARGE}`]);
  check('far too long', `${'x'.repeat(3_000_000)}\n${GOOD}`, [`1 ${TOO_LARGE}`, '2 matched']);
});

describe('a bad line doesn’t stop the stream', () => {
  const bad = (name: string, line: string | Uint8Array, ...expected: readonly string[]) => {
    const bytes = typeof line === 'string' ? bytesOf(line) : line;
    const text = Buffer.concat([bytesOf(`${GOOD}\n`), bytes, bytesOf(`\n${GOOD}\n`)]);
    check(name, text, ['1 matched', `2 ${expected.join(' ')}`, '3 matched']);
  };
  bad('no JSON', '{"profile":', UNREADABLE, 'not-json /profile');
  bad('two objects', `${GOOD} ${GOOD}`, UNREADABLE, 'not-json ');
  bad('no UTF-8', new Uint8Array([0x7b, 0xb1, 0xe0, 0x7d]), UNREADABLE, 'not-utf8 ');
  bad('GB18030', new Uint8Array([0x22, 0xc4, 0xe3, 0xba, 0xc3, 0x22]), UNREADABLE, 'not-utf8 ');
  bad('a key twice', '{"profile":{},"profile":{}}', UNREADABLE, 'duplicate-key /profile');
  bad('a list', '[]', INVALID, 'wrong-type ');
  bad(
    'wrong facts',
    '{"profile":{"emploees":1,"age":2}}',
    INVALID,
    'unknown-fact /profile/emploees derived-fact-given /profile/age',
  );
  bad('too many values', JSON.stringify({ profile: { titles: Array(5000).fill(1) } }), TOO_LARGE);
  bad('one to be recorded', '{"profile":{},"record":true}', INVALID, 'wrong-value /record');
  bad(
    'that and more',
    '{"profile":{"x":1},"record":true}',
    INVALID,
    'wrong-value /record unknown-fact /profile/x',
  );

  it('says that nothing is recorded', async () => {
    const [text = ''] = await linesOf([bytesOf('{"profile":{},"record":true}')]);
    expect(JSON.parse(text).detail).toBe(
      'a stream records nothing: leave out record, or use POST /v1/matches',
    );
  });

  it('names the column, and the line once', async () => {
    const [text = ''] = await linesOf([bytesOf('\n\n  {"profile": ]')]);
    const { line, errors } = JSON.parse(text);
    expect([line, errors[0].column, 'line' in errors[0]]).toEqual([3, 15, false]);
  });

  it('counts them', async () => {
    let bad = 0;
    for await (const answers of answersTo([bytesOf(`x\n${GOOD}\n[]\n\n`)])) bad += answers.bad;
    expect(bad).toBe(2);
  });
});

describe('defaults', () => {
  const settings = { defaults: { asOf: '2023-05-06', explain: 'none', include: ['ineligible'] } } as const;
  it('hold for lines that don’t say', async () => {
    const [text = ''] = await linesOf([bytesOf(GOOD)], settings);
    const { asOf, matches } = JSON.parse(text);
    expect([asOf, matches]).toEqual(['2023-05-06', []]);
  });

  it('and not for those that do', async () => {
    const own = '{"asOf":"2024-09-01","include":["undetermined"],"explain":"reasons","profile":{}}';
    const [text = ''] = await linesOf([bytesOf(own)], settings);
    const { asOf, matches } = JSON.parse(text);
    expect([asOf, matches[0].outcome, matches[0].reasons.length > 0]).toEqual([
      '2024-09-01',
      'undetermined',
      true,
    ]);
  });

  it('the source', async () => {
    const facts = { registeredRegion: '1001', employees: 86, dishonest: false, established: '2019-05-31' };
    const line = bytesOf(JSON.stringify({ profile: facts }));
    const byBureau = await linesOf([line], { defaults: { source: 'data-bureau' } });
    expect(byBureau).not.toEqual(await linesOf([line]));
  });
});

const profile = fc.record(
  {
    registeredRegion: fc.constantFrom('10', '1001', '99', null),
    employees: fc.constantFrom(0, 86, 299, 300, -1),
    titles: fc.constantFrom(['pioneer'], ['pioneer', 'champion'], [], ['先锋']),
    dishonest: fc.boolean(),
    established: fc.constantFrom('2019-05-31', '2030-01-01', '昨天'),
  },
  { requiredKeys: [] },
);
const request = fc
  .record(
    {
      profile,
      name: fc.constantFrom('宣城精密', '𠮷野家 😀', 'é'),
      source: fc.constantFrom('data-bureau', 'self', 'nobody'),
      include: fc.subarray(['eligible', 'conditional', 'undetermined', 'ineligible']),
      explain: fc.constantFrom('none', 'reasons', 'full'),
      record: fc.boolean(),
    },
    { requiredKeys: ['profile'] },
  )
  .map((json) => JSON.stringify(json));
const line = fc.oneof(
  { weight: 5, arbitrary: request },
  fc.constantFrom('', ' ', '\uFEFF', '{', 'null', '宣城'),
);
const input = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 6 }).chain((lines) =>
  fc.boolean().map((ended) =>
    lines
      .flat()
      .slice(0, ended ? undefined : -1)
      .join(''),
  ),
);

describe('laws', () => {
  it('any chunking gives the same answers', () =>
    fc.assert(
      fc.asyncProperty(input, fc.infiniteStream(fc.integer({ min: 0, max: 7 })), async (text, sizes) => {
        const bytes = bytesOf(text);
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value ** 2;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(await linesOf(chunks)).toEqual(await linesOf([bytes]));
      }),
    ));

  it('a line is answered as `answer` answers it alone', () =>
    fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 4 }), async (lines) => {
        const answered = await linesOf([bytesOf(lines.join('\n'))]);
        lines.forEach((text, index) => {
          const json = JSON.parse(text);
          const parsed = parseMatchRequest(ruleSet, json, '2024-09-01');
          const expected =
            parsed.ok && json.record !== true
              ? JSON.stringify({ line: index + 1, ...answer(ruleSet, parsed.request, 'en') })
              : expect.stringMatching(new RegExp(`^{"line":${index + 1},"type":"/problems/invalid-request"`));
          expect(answered[index]).toEqual(expected);
        });
        expect(answered.length).toBe(lines.length);
      }),
    ));
});

describe('bounded', () => {
  /** Chunks without end, and how many were taken. */
  function endless(chunk: Uint8Array, limit = Number.POSITIVE_INFINITY) {
    const taken = { chunks: 0, ended: false };
    const chunks = (function* () {
      try {
        while (taken.chunks < limit) {
          taken.chunks += 1;
          yield chunk;
        }
      } finally {
        taken.ended = true;
      }
    })();
    return { chunks, taken };
  }

  it('nothing is read before it is asked for, and no more than that', async () => {
    const { chunks, taken } = endless(bytesOf(`${GOOD}\n`.repeat(100)));
    const answers = answersTo(chunks);
    expect(taken.chunks).toBe(0);
    for (let piece = 0; piece < 20; piece += 1) {
      const { value } = await answers.next();
      // A piece is given away as soon as it is long enough: one answer more at most.
      expect(value?.bytes.length).toBeLessThan(16_000 + 10_000);
      expect(taken.chunks).toBeLessThanOrEqual(piece + 1);
    }
    await answers.return();
    expect(taken.ended).toBe(true);
  });

  it('every chunk is answered before the next is read', async () => {
    const { chunks, taken } = endless(bytesOf(`${GOOD}\n`));
    const answers = answersTo(chunks);
    for (let line = 1; line <= 5; line += 1) {
      await answers.next();
      expect(taken.chunks).toBe(line);
    }
  });

  it('a line that never ends is not kept', async () => {
    const chunk = new Uint8Array(1_000_000).fill(0x20);
    const before = process.memoryUsage();
    const { chunks } = endless(chunk, 2000);
    expect(said(await linesOf(chunks))).toEqual([`1 ${TOO_LARGE}`]);
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(50_000_000);
    expect(heapUsed - before.heapUsed).toBeLessThan(100_000_000);
  });

  it('nor one that comes in small pieces', async () => {
    const { chunks } = endless(bytesOf('x'.repeat(9)), 120_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(said(await linesOf(chunks))).toEqual([`1 ${TOO_LARGE}`]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('lets others have their turn', async () => {
    const { chunks, taken } = endless(bytesOf(`${GOOD}\n`.repeat(20)));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    for await (const _ of answersTo(chunks)) if (turns >= 3 || taken.chunks > 100_000) break;
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(3);
  });
});
