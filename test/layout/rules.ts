import { longFiles, longFunctions, longMedian, tooFewShortFunctions } from './budgets.ts';
import { importCycles } from './import-cycles.ts';
import { forbiddenImports } from './may-import.ts';
import type { SourceFile, Spot } from './source-file.ts';

export interface LayoutRule {
  readonly name: string;
  /** The files it judges. */
  readonly over: (file: SourceFile) => boolean;
  /** One line for each violation. */
  readonly violations: (files: readonly SourceFile[]) => readonly string[];
  /** Source text by path that breaks the rule, among text that only looks as if it did. */
  readonly planted: Readonly<Record<string, string>>;
  /** All that must be found in the planted text. */
  readonly found: readonly string[];
}

const everywhere = () => true;
const inSrc = ({ tree }: SourceFile) => tree === 'src';
const inSrcOrScripts = ({ tree }: SourceFile) => tree !== 'test';
/** Only io, the command line and the entry points may look at the world. */
const pure = (file: SourceFile) => inSrc(file) && !['io', 'cli', 'main.ts', 'service.ts'].includes(file.part);

const spots = (kind: Spot['kind']) => (files: readonly SourceFile[]) =>
  files.flatMap((file) =>
    file.spots.filter((spot) => spot.kind === kind).map(({ line, what }) => `${file.path}:${line}: ${what}`),
  );

const DRAWER = /^(utils?|helpers?|common|misc)$/;

function drawers(files: readonly SourceFile[]): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter((path) => path.split(/[/.\-_]/).some((word) => DRAWER.test(word.toLowerCase())));
}

/** A function of that many lines. */
const functionOf = (lines: number, name: string) => `function ${name}() {\n${'go();\n'.repeat(lines - 2)}}\n`;

export const LAYOUT_RULES: readonly LayoutRule[] = [
  {
    name: 'imports what the table allows and nothing else',
    over: inSrc,
    violations: forbiddenImports,
    planted: {
      'src/engine/a.ts':
        "import { z } from 'zod';\nimport './operators/b.ts';\nimport { add } from 'date-fns/add';\n",
      'src/engine/b.ts': "import type { Rule } from '../rules/rule.ts';\n",
      'src/engine/c.ts': "type A = import('../api/a.ts').A;\nconst b = await import('node:fs/promises');\n",
      'src/rules/a.ts': "export { a } from '../engine/a.ts';\nexport * from '../app/a.ts';\n",
      'src/api/a.ts': "import { b } from '../engine/b.ts';\nimport { C } from '../cli/c.ts';\n",
      'src/main.ts': "import { b } from './engine/b.ts';\nimport { z } from 'zod';\n",
      'src/documents/a.ts':
        "import { t } from 'opencc-js/t2cn';\nimport { readFile } from 'node:fs/promises';\n",
      'src/io/a.ts': "import { readFile } from 'node:fs/promises';\nimport { a } from '../../test/a.ts';\n",
      'src/elsewhere/a.ts': 'export const a = 1;\n',
    },
    found: [
      'src/elsewhere/a.ts: src/elsewhere has no row in the table',
      'src/engine/a.ts:1: engine may not import zod',
      'src/engine/b.ts:1: engine may not import ../rules/rule.ts',
      'src/engine/c.ts:1: engine may not import ../api/a.ts',
      'src/engine/c.ts:2: engine may not import node:fs/promises',
      'src/rules/a.ts:2: rules may not import ../app/a.ts',
      'src/api/a.ts:2: api may not import ../cli/c.ts',
      'src/main.ts:2: main.ts may not import zod',
      'src/documents/a.ts:2: documents may not import node:fs/promises',
      'src/io/a.ts:2: io may not import ../../test/a.ts',
    ],
  },
  {
    name: 'has no import cycle, types included',
    over: everywhere,
    violations: importCycles,
    planted: {
      'src/engine/a.ts': "import { b } from './b.ts';\nimport { c } from './operators/c.ts';\n",
      'src/engine/b.ts': "import { c } from './operators/c.ts';\n",
      'src/engine/operators/c.ts': "import type { B } from '../b.ts';\n",
    },
    found: ['src/engine/b.ts → src/engine/operators/c.ts → src/engine/b.ts'],
  },
  {
    name: 'keeps every file short',
    over: everywhere,
    violations: longFiles,
    planted: { 'src/engine/a.ts': 'go();\n'.repeat(300), 'src/engine/b.ts': 'go();\n'.repeat(301) },
    found: ['src/engine/b.ts: 301 lines, at most 300'],
  },
  {
    name: 'keeps the median file short',
    over: inSrc,
    violations: longMedian,
    planted: {
      'src/engine/a.ts': 'go();\n',
      'src/engine/b.ts': 'go();\n'.repeat(81),
      'src/engine/c.ts': 'go();\n'.repeat(90),
      'test/a.ts': 'go();\n',
      'test/b.ts': 'go();\n',
    },
    found: ['the median file has 81 lines, at most 80'],
  },
  {
    name: 'keeps every function short',
    over: inSrcOrScripts,
    violations: longFunctions,
    planted: {
      'src/engine/a.ts': functionOf(60, 'fits') + functionOf(61, 'spills'),
      'scripts/a.ts': `each(() => {\n${'go();\n'.repeat(60)}});\n`,
      'test/a.ts': functionOf(61, 'tells'),
    },
    found: [
      'src/engine/a.ts:61: spills 61 lines, at most 60',
      'scripts/a.ts:1: a callback 62 lines, at most 60',
    ],
  },
  {
    name: 'keeps nine in ten functions very short',
    over: inSrc,
    violations: tooFewShortFunctions,
    planted: {
      'src/engine/a.ts':
        functionOf(21, 'long') + 'const short = () => 1;\n'.repeat(8) + 'all.map(() => 1);\n'.repeat(9),
      'test/a.ts': functionOf(2, 'short').repeat(9),
    },
    found: [
      '1 of 9 functions have more than 20 lines, at most one in ten',
      'src/engine/a.ts:1: long 21 lines',
    ],
  },
  {
    name: 'has no any',
    over: everywhere,
    violations: spots('any'),
    planted: { 'test/a.ts': "const any = 'any'; // any\nlet b: readonly any[];\n" },
    found: ['test/a.ts:2: any'],
  },
  {
    name: 'has no non-null assertion',
    over: inSrc,
    violations: spots('non-null'),
    planted: { 'src/engine/a.ts': 'a !== b;\n!c;\nd[0]!.e;\n', 'test/a.ts': 'a!;\n' },
    found: ['src/engine/a.ts:3: d[0]!'],
  },
  {
    name: 'has no default export',
    over: everywhere,
    violations: spots('default-export'),
    planted: {
      'src/engine/a.ts': 'export default 1;\n',
      'src/engine/b.ts': 'const b = 1;\nexport { b as default };\n',
      'src/engine/c.ts': "import c from 'c';\nexport { c };\n",
    },
    found: ['src/engine/a.ts:1: export default 1;', 'src/engine/b.ts:2: b as default'],
  },
  {
    name: 'has no drawer for odds and ends',
    over: everywhere,
    violations: drawers,
    planted: {
      'src/utils/date.ts': '',
      'src/engine/helpers.ts': '',
      'test/common/a.ts': '',
      'src/engine/misc-dates.ts': '',
      'src/engine/commonplace.ts': '',
    },
    found: ['src/utils/date.ts', 'src/engine/helpers.ts', 'test/common/a.ts', 'src/engine/misc-dates.ts'],
  },
  {
    name: 'reads no clock, environment or chance outside io, cli and main',
    over: pure,
    violations: spots('ambient'),
    planted: {
      'src/engine/a.ts': [
        'Date.now();',
        'new Date();',
        'new UTCDate();',
        'process.env.TZ;',
        "import { isPast, startOfToday, addDays } from 'date-fns';",
        'Math.random();',
        'Date();',
        'import.meta.url;',
        "new Date('2024-01-01'); a.process.now; Math.max(1, 2); // Date.now()",
      ].join('\n'),
      'src/io/a.ts': 'Date.now(); process.env.TZ;\n',
      'test/a.ts': 'Date.now();\n',
    },
    found: [
      'src/engine/a.ts:1: Date.now',
      'src/engine/a.ts:2: new Date()',
      'src/engine/a.ts:3: new UTCDate()',
      'src/engine/a.ts:4: process',
      'src/engine/a.ts:5: isPast',
      'src/engine/a.ts:5: startOfToday',
      'src/engine/a.ts:6: Math.random',
      'src/engine/a.ts:7: Date()',
      'src/engine/a.ts:8: import.meta',
    ],
  },
  {
    name: 'asks no locale where something is decided or answered',
    // The documents ask ICU for Chinese words, of a locale that the code names.
    over: (file) => pure(file) && file.part !== 'documents',
    violations: spots('locale'),
    planted: {
      'src/engine/a.ts': 'new Intl.Collator();\na.toLocaleString();\na.localeCompare(b);\na.toString();\n',
      'src/documents/a.ts': "new Intl.Segmenter('zh');\n",
    },
    found: [
      'src/engine/a.ts:1: Intl',
      'src/engine/a.ts:2: a.toLocaleString',
      'src/engine/a.ts:3: a.localeCompare',
    ],
  },
];
