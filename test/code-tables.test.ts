import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildDivisions, divisionFaults, divisionsFile } from '../scripts/build-divisions.ts';
import {
  type Hierarchy,
  type HierarchyCode,
  hasCode,
  isWithin,
  nameOf,
  pathTo,
} from '../src/engine/hierarchy.ts';

interface TableFile {
  id: string;
  unlisted?: { pattern: string; parent: 'prefix' };
  codes: Record<string, HierarchyCode>;
}

const textOf = (name: string) =>
  readFileSync(new URL(`../rules/hierarchies/${name}.json`, import.meta.url), 'utf8');

function load(name: string): Hierarchy {
  const { id, codes, unlisted } = JSON.parse(textOf(name)) as TableFile;
  const table = { id, codes: new Map(Object.entries(codes)) };
  return unlisted === undefined ? table : { ...table, unlisted: { pattern: new RegExp(unlisted.pattern) } };
}

const divisions = load('divisions');
const industries = load('industries');

const checkPath = (h: Hierarchy, ...path: string[]) =>
  it(`${h.id} ${path.join(' → ')}`, () => expect(pathTo(h, path[0] ?? '')).toEqual(path));
const checkName = (h: Hierarchy, code: string, name: string) =>
  it(`${h.id} ${code} is ${name}`, () => expect(nameOf(h, code)).toBe(name));

describe('both tables', () => {
  for (const [name, h] of [['divisions', divisions] as const, ['industries', industries] as const]) {
    it(`${name}: no key twice, one line a code, every parent listed, every path ends`, () => {
      const keys = [
        ...textOf(name).matchAll(/^ {4}"([^"]+)": \{ "name": "[^"]+"(?:, "parent": "[^"]+")? \},?$/gm),
      ];
      expect(keys.map((m) => m[1]).sort()).toEqual([...h.codes.keys()].sort());
      const orphans = [...h.codes].filter(([, c]) => c.parent !== undefined && !h.codes.has(c.parent));
      expect(orphans).toEqual([]);
      const tooDeep = [...h.codes.keys()].filter((code) => pathTo(h, code).length > 4);
      expect(tooDeep).toEqual([]);
    });
  }
});

describe('administrative divisions', () => {
  checkPath(divisions, '341881', '341800', '340000', '000000');
  checkPath(divisions, '310120', '310100', '310000', '000000');
  checkPath(divisions, '500229', '500200', '500000', '000000');
  checkPath(divisions, '429004', '429000', '420000', '000000');
  checkPath(divisions, '659001', '659000', '650000', '000000');
  checkPath(divisions, '441900', '440000', '000000');
  checkPath(divisions, '620201', '620200', '620000', '000000');
  checkPath(divisions, '710000', '000000');
  checkPath(divisions, '810000', '000000');
  checkPath(divisions, '820000', '000000');
  it('3418 is no division', () => expect(hasCode(divisions, '3418')).toBe(false));
  checkName(divisions, '341882', '广德市');
  checkName(divisions, '610431', '武功县');
  checkName(divisions, '310120', '奉贤区');
  checkName(divisions, '350206', '湖里区');
  checkName(divisions, '150600', '鄂尔多斯市');

  it('have one root and 34 provinces', () => {
    const under = (parent: string | undefined) =>
      [...divisions.codes.values()].filter((c) => c.parent === parent);
    expect(under(undefined)).toEqual([{ name: '全国' }]);
    expect(under('000000')).toHaveLength(34);
  });

  it('are what the script writes', () => expect(textOf('divisions')).toBe(divisionsFile()));
});

describe('faults in the source of divisions', () => {
  const source = {
    provinces: [{ code: '34', name: '甲省' }],
    cities: [{ code: '3418', name: '乙市', provinceCode: '34' }],
    areas: [{ code: '341881', name: '丙市', cityCode: '3418' }],
  };
  const check = (name: string, change: Partial<typeof source>, faults: string[]) =>
    it(name, () => expect(divisionFaults(buildDivisions({ ...source, ...change }))).toEqual(faults));

  check('none', {}, []);
  check(
    'a city listed again as its own only county is dropped',
    {
      areas: [{ code: '341800', name: '乙市', cityCode: '3418' }],
    },
    [],
  );
  check('duplicate', { areas: [...source.areas, { code: '341881', name: '丁县', cityCode: '3418' }] }, [
    '341881 丁县: listed twice, also as 丙市',
  ]);
  check('orphan', { cities: [] }, ['341881 丙市: parent 341800 is not listed']);
  check(
    'under the wrong city',
    {
      cities: [...source.cities, { code: '3417', name: '戊市', provinceCode: '34' }],
      areas: [{ code: '341881', name: '丙市', cityCode: '3417' }],
    },
    ['341881 丙市: expected parent 341800, found 341700'],
  );
  check('not 6 digits', { areas: [{ code: '3418811', name: '丙市', cityCode: '3418' }] }, [
    '3418811 丙市: expected 6 digits',
  ]);
  it('no parent', () =>
    expect(divisionFaults([{ code: '340000', name: '甲省' }])).toEqual(['340000 甲省: no parent']));
});

describe('industries', () => {
  /** The last division of each section: GB/T 4754-2017 numbers divisions through, section after section. */
  const lastOfSection = Object.entries({
    A: 5,
    B: 12,
    C: 43,
    D: 46,
    E: 50,
    F: 52,
    G: 60,
    H: 62,
    I: 65,
    J: 69,
    K: 70,
    L: 72,
    M: 75,
    N: 79,
    O: 82,
    P: 83,
    Q: 85,
    R: 90,
    S: 96,
    T: 97,
  });

  it('are 20 sections and 97 divisions', () => {
    expect(lastOfSection).toHaveLength(20);
    expect(industries.codes.size).toBe(20 + 97);
  });
  it('each division lies in its section, in order', () => {
    for (let division = 1; division <= 97; division += 1) {
      const section = lastOfSection.find(([, last]) => division <= last)?.[0];
      const code = String(division).padStart(2, '0');
      expect(pathTo(industries, code)).toEqual([code, section]);
    }
  });

  checkPath(industries, '2682', '268', '26', 'C');
  checkPath(industries, '6640', '664', '66', 'J');
  checkPath(industries, '0111', '011', '01', 'A');
  checkName(industries, '54', '道路运输业');
  checkName(industries, '64', '互联网和相关服务');
  checkName(industries, '66', '货币金融服务');
  checkName(industries, '2682', '化学原料和化学制品制造业 2682');

  const checkWithin = (code: string, ancestor: string, expected: boolean) =>
    it(`${code} ${expected ? 'is' : 'is not'} within ${ancestor}`, () =>
      expect(isWithin(industries, code, ancestor)).toBe(expected));
  checkWithin('2682', 'C', true);
  checkWithin('2682', '26', true);
  checkWithin('2682', '27', false);
  checkWithin('54', 'G', true);
  checkWithin('64', 'I', true);
  checkWithin('6640', 'J', true);
  checkWithin('64', 'J', false);
  checkWithin('J', '6640', false);

  for (const code of ['00', '0011', '98', '9810', '26821', 'C26', 'U', 'c', '1']) {
    it(`${code} is no industry`, () => expect(hasCode(industries, code)).toBe(false));
  }
});
