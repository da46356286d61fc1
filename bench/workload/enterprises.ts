import type { Hierarchy } from '../../src/engine/hierarchy.ts';
import { CREDIT_GRADES, CREDIT_RISKS, FORMS, LEVELS, QUALIFICATIONS, REPORTED } from './catalogue.ts';
import type { Places } from './places.ts';
import { createLottery, createRandom, type Random } from './random.ts';

/** What is reported of one fact, as JSON has it; null is absent. */
export type Reported = boolean | number | string | readonly string[] | null;

/** An enterprise: its reported values in the order of `REPORTED`. */
export type Enterprise = readonly Reported[];

/** How often a fact is missing; nearly every enterprise's place of registration is known. */
export const MISSING = 0.05;
const REGION_MISSING = 0.001;
/** How often only the city is known, not the county. */
const REGION_COARSE = 0.004;

/** Divisions of industries and how common they are. */
const INDUSTRIES: Readonly<Record<string, number>> = {
  ...{ '51': 190, '52': 170, '72': 90, '65': 50, '62': 55, '75': 45, '48': 25, '50': 25, '47': 20, '74': 25 },
  ...{ '70': 25, '54': 25, '80': 20, '81': 15, '87': 12, '64': 15, '01': 30, '03': 12, '05': 10, '33': 22 },
  ...{
    '34': 18,
    '35': 15,
    '38': 14,
    '39': 14,
    '26': 9,
    '29': 12,
    '30': 11,
    '13': 10,
    '14': 7,
    '17': 9,
    '18': 12,
  },
  ...{
    '19': 5,
    '20': 6,
    '21': 6,
    '22': 5,
    '23': 6,
    '24': 8,
    '27': 4,
    '31': 2,
    '32': 3,
    '36': 6,
    '37': 2,
    '40': 4,
  },
  ...{
    '41': 4,
    '15': 3,
    '10': 3,
    '06': 1,
    '44': 4,
    '45': 1,
    '46': 2,
    '53': 1,
    '55': 1,
    '58': 8,
    '59': 5,
    '60': 2,
  },
  ...{
    '61': 8,
    '63': 3,
    '66': 3,
    '67': 2,
    '68': 1,
    '69': 2,
    '71': 15,
    '73': 8,
    '77': 3,
    '78': 4,
    '83': 8,
    '84': 5,
  },
  ...{ '85': 2, '86': 2, '88': 6, '89': 4, '90': 5 },
};
const DIVISIONS = Object.keys(INDUSTRIES).toSorted();
const drawDivision = createLottery(DIVISIONS.map((each) => INDUSTRIES[each] ?? 0));
const drawClass = createLottery([1, 0.6, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.1]);

const drawForm = createLottery([70, 5, 15, 6, 4]);
const drawGrade = createLottery([12, 38, 36, 9, 5]);
const drawRisk = createLottery([45, 42, 11, 2]);
const drawLevel = createLottery([93, 4, 2.2, 0.6, 0.2]);

/** The values of one enterprise by fact, before any goes missing. */
interface Drawn {
  readonly [fact: string]: Reported;
}

/** Draws enterprises by number: each is the same whatever was drawn before. */
export function createEnterprises(
  divisions: Hierarchy,
  places: Places,
  seed: number,
): (index: number) => Enterprise {
  const random = createRandom(seed ^ 0x5eed);
  return (index) => {
    random.restart(index);
    const drawn = draw(divisions, places, random);
    return REPORTED.map(({ id }) => {
      const lost = random.next() < (id === 'registeredRegion' ? REGION_MISSING : MISSING);
      return lost ? null : (drawn[id] ?? null);
    });
  };
}

/** What one enterprise is like: most are tiny, and what is big in one way is big in others. */
function draw(divisions: Hierarchy, places: Places, random: Random): Drawn {
  const scale = random.normal();
  const employees = Math.max(1, Math.round(Math.exp(2.1 + 1.35 * scale)));
  const revenue = yuan(employees * Math.exp(12.6 + 0.9 * random.normal()));
  const highTech = random.chance(0.01 + (scale > 0.5 ? 0.06 : 0));
  const level = drawLevel(random);
  const innovates = highTech || level > 0 || random.chance(0.08);
  const founded = dayBefore(random, Math.floor(365 * 6 * -Math.log(1 - random.next())));
  return {
    registeredRegion: drawRegion(divisions, places, random),
    industry: drawIndustry(random),
    establishedOn: founded,
    highTechSince: highTech ? dayBefore(random, random.below(365 * 3)) : null,
    employees,
    graduatesHired: random.chance(0.18) ? random.below(1 + Math.ceil(employees / 8)) : 0,
    disabledEmployees: random.chance(0.04) ? 1 + random.below(1 + Math.ceil(employees / 60)) : 0,
    inventionPatents: innovates ? random.below(9) : 0,
    patents: innovates ? random.below(50) : Number(random.chance(0.05)),
    insuredEmployees: Math.round(employees * (0.5 + 0.5 * random.next())),
    annualRevenue: revenue,
    revenueBefore: yuan(revenue * Math.exp(0.25 * random.normal() - 0.05)),
    totalAssets: yuan(revenue * Math.exp(0.3 + 0.8 * random.normal())),
    taxPaid: yuan(revenue * 0.04 * random.next()),
    rdExpense: innovates ? yuan(revenue * 0.12 * random.next()) : 0,
    exports: random.chance(0.07) ? yuan(revenue * random.next()) : 0,
    equipmentInvestment: random.chance(0.15) ? yuan(revenue * 0.3 * random.next()) : 0,
    loanBalance: random.chance(0.3) ? yuan(revenue * 0.5 * random.next()) : 0,
    form: FORMS[drawForm(random)] ?? null,
    taxGrade: CREDIT_GRADES[drawGrade(random)] ?? null,
    creditRisk: CREDIT_RISKS[drawRisk(random)] ?? null,
    specialisedLevel: LEVELS[level] ?? null,
    dishonestDebtor: random.chance(0.02),
    seriousDishonesty: random.chance(0.005),
    abnormalOperation: random.chance(0.06),
    taxArrears: random.chance(0.03),
    safetyAccident: random.chance(0.01),
    environmentalPenalty: random.chance(0.015),
    wageArrears: random.chance(0.01),
    aboveScale: revenue > 2e7 && employees > 20,
    highTech,
    techSme: innovates && random.chance(0.4),
    listed: scale > 2 && random.chance(0.1),
    qualifications: drawQualifications(random),
  };
}

function drawRegion(divisions: Hierarchy, places: Places, random: Random): string {
  const county = places.county(random);
  if (!random.chance(REGION_COARSE)) return county;
  return divisions.codes.get(county)?.parent ?? county;
}

/** Four digits: a division, a group and a class; one in fifty is known by its division alone. */
function drawIndustry(random: Random): string {
  const division = DIVISIONS[drawDivision(random)] ?? '51';
  const rest = `${1 + drawClass(random)}${drawClass(random)}`;
  return random.chance(0.02) ? division : division + rest;
}

function drawQualifications(random: Random): readonly string[] {
  if (random.chance(0.7)) return [];
  const held = new Set(
    [...Array(1 + random.below(3))].map(() => QUALIFICATIONS[Math.floor(16 * random.next() ** 2)]),
  );
  return QUALIFICATIONS.filter((each) => held.has(each));
}

const LAST_DAY = Date.UTC(2025, 7, 31);

/** A civil date so many days before the day before the as-of date, at most 60 years. */
function dayBefore(random: Random, days: number): string {
  const capped = Math.min(days, 60 * 365 - random.below(200));
  return new Date(LAST_DAY - capped * 86_400_000).toISOString().slice(0, 10);
}

/** Rounded: small figures to the fen, bigger ones to what bookkeepers write. */
function yuan(amount: number): number {
  if (amount >= 1e7) return Math.round(amount / 100) * 100;
  return Math.round(amount * 100) / 100;
}
