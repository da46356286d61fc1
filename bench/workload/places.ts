import { type Hierarchy, pathTo } from '../../src/engine/hierarchy.ts';
import { createLottery, createRandom, type Random } from './random.ts';

/** Where policies apply and where enterprises are registered. */
export interface Places {
  /** The region of a policy: national 2 %, a province 8 %, a city 35 %, a county 55 %. */
  policyRegion(random: Random): string;
  /** A county, or a city that has none; big cities have more enterprises. */
  county(random: Random): string;
}

/** Shares of policies by depth of their region: country, province, city, county. */
export const LEVEL_SHARES = [0.02, 0.08, 0.35, 0.55] as const;

/** How many times as many enterprises as a middling city has: the biggest ones, by their codes. */
const BIG_CITIES: Readonly<Record<string, number>> = {
  ...{ '110100': 22, '310100': 25, '440300': 24, '440100': 20, '500100': 18, '510100': 18, '330100': 14 },
  ...{ '320500': 13, '420100': 12, '610100': 11, '320100': 10, '410100': 10, '370200': 10, '120100': 9 },
  ...{
    '441900': 9,
    '430100': 9,
    '330200': 8,
    '440600': 8,
    '370100': 8,
    '340100': 8,
    '350200': 7,
    '530100': 7,
  },
};

const COASTAL = ['32', '33', '35', '37', '44'];

export function createPlaces(divisions: Hierarchy, seed: number): Places {
  const levels: string[][] = [[], [], [], []];
  const codes = [...divisions.codes.keys()].toSorted();
  for (const code of codes) levels[pathTo(divisions, code).length - 1]?.push(code);
  const random = createRandom(seed, 0);
  const cityWeights = new Map(
    (levels[2] ?? []).map((city) => {
      const middling = Math.exp(0.6 * random.normal()) * (COASTAL.includes(city.slice(0, 2)) ? 1.8 : 1);
      return [city, BIG_CITIES[city] ?? middling] as const;
    }),
  );
  const parents = new Set([...divisions.codes.values()].map(({ parent }) => parent));
  // Three cities have no counties.
  const bare = (levels[2] ?? []).filter((city) => !parents.has(city));
  const counties = [...(levels[3] ?? []), ...bare];
  const cityOf = (county: string) =>
    bare.includes(county) ? county : (divisions.codes.get(county)?.parent ?? '');
  const size = new Map<string, number>();
  for (const county of counties) size.set(cityOf(county), (size.get(cityOf(county)) ?? 0) + 1);
  const countyWeights = counties.map((county) => {
    const city = cityOf(county);
    return ((cityWeights.get(city) ?? 1) / (size.get(city) ?? 1)) * Math.exp(0.5 * random.normal());
  });
  const drawCounty = createLottery(countyWeights);
  const drawLevel = createLottery(LEVEL_SHARES);
  // Where there are more enterprises there is more policy, but not in proportion.
  const regionWeights = levels.map((level, depth) =>
    level.map((code, at) => {
      if (depth === 2) return Math.sqrt(cityWeights.get(code) ?? 1);
      return depth === 3 ? Math.sqrt(countyWeights[at] ?? 1) : 1;
    }),
  );
  const drawRegion = regionWeights.map(createLottery);
  return {
    policyRegion(from) {
      const depth = drawLevel(from);
      return levels[depth]?.[drawRegion[depth]?.(from) ?? 0] ?? '';
    },
    county: (from) => counties[drawCounty(from)] ?? '',
  };
}
