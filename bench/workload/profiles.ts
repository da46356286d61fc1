import type { Column, Table } from '../../src/batch/table.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Profile, Report } from '../../src/engine/profile.ts';
import type { Value } from '../../src/engine/value.ts';
import { REPORTED, SOURCE } from './catalogue.ts';
import type { Enterprise, Reported } from './enterprises.ts';

/** The profile of an enterprise as a request or a line of NDJSON has it. */
export function profileJson(enterprise: Enterprise): Readonly<Record<string, Reported>> {
  return Object.fromEntries(
    REPORTED.flatMap(({ id }, at) => (enterprise[at] === null ? [] : [[id, enterprise[at] ?? null]])),
  );
}

/** The profile of an enterprise as the engine has it. */
export function profileOf(enterprise: Enterprise): Profile {
  const profile = new Map<string, readonly Report[]>();
  REPORTED.forEach(({ id }, at) => {
    const value = enterprise[at] ?? null;
    if (value !== null) profile.set(id, [{ value: asValue(value), source: SOURCE, observedOn: null }]);
  });
  return profile;
}

function asValue(reported: Exclude<Reported, null>): Value {
  return typeof reported === 'number' ? new Decimal(reported) : reported;
}

/** The enterprises from one number up to another as columns, in memory that threads share; `only` names the facts that are wanted. */
export function tableOf(
  draw: (index: number) => Enterprise,
  rows: number,
  { first = 0, only }: { readonly first?: number; readonly only?: ReadonlySet<string> } = {},
): Table {
  const builders = REPORTED.map((fact) =>
    ['integer', 'money', 'number', 'ratio'].includes(fact.type) ? numbers(rows) : codes(rows),
  );
  for (let row = 0; row < rows; row += 1) {
    const enterprise = draw(first + row);
    builders.forEach((builder, at) => {
      builder.put(row, enterprise[at] ?? null);
    });
  }
  const columns = REPORTED.map(({ id }, at) => [id, builders[at]?.column()] as const);
  return {
    rows,
    columns: new Map(
      columns.flatMap(([id, column]) =>
        column === undefined || only?.has(id) === false ? [] : [[id, column]],
      ),
    ),
  };
}

interface Builder {
  put(row: number, value: Reported): void;
  column(): Column;
}

function numbers(rows: number): Builder {
  const values = new Float64Array(new SharedArrayBuffer(8 * rows));
  return {
    put(row, value) {
      values[row] = value === null ? Number.NaN : (value as number);
    },
    column: () => ({ kind: 'number', values }),
  };
}

function codes(rows: number): Builder {
  const places = new Map<string, number>();
  const dictionary: Value[] = [];
  const codes = new Int32Array(new SharedArrayBuffer(4 * rows));
  return {
    put(row, value) {
      if (value === null) {
        codes[row] = -1;
        return;
      }
      const key = String(value);
      const place = places.get(key) ?? dictionary.push(value as Value) - 1;
      places.set(key, place);
      codes[row] = place;
    },
    column: () => ({ kind: 'coded', codes, dictionary }),
  };
}
