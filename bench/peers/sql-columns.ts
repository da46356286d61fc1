import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Column, Table } from '../../src/batch/table.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { DERIVED, REPORTED } from '../workload/catalogue.ts';
import { dayNumber, LEVELS, levelsOf, monthsSince, sizeOf } from './flat.ts';
import type { Constant } from './test-tree.ts';

/** A column of the table that DuckDB and ClickHouse get. Texts are numbers there, sets are bits, dates `YYYYMMDD`. */
export interface SqlColumn {
  readonly name: string;
  readonly type: 'boolean' | 'tinyint' | 'integer' | 'double';
}

const FACTS = new Map([...REPORTED, ...DERIVED].map((fact) => [fact.id, fact]));

function sqlType(kind: string): SqlColumn['type'] {
  if (kind === 'boolean') return 'boolean';
  if (kind === 'enum') return 'tinyint';
  return ['money', 'number', 'ratio'].includes(kind) ? 'double' : 'integer';
}

/** All columns, in the order in which `writeCsv` writes them. */
export const SQL_COLUMNS: readonly SqlColumn[] = [...REPORTED, ...DERIVED].flatMap(
  ({ id, type }): SqlColumn[] =>
    type === 'code'
      ? Array.from({ length: (LEVELS[id] ?? 0) + 1 }, (_, level) => ({
          name: `${id}_${level}`,
          type: 'integer',
        }))
      : [{ name: id, type: sqlType(type) }],
);

/** The number, or the truth, that stands for a constant in the column of that name. */
export function sqlConstant(field: string, constant: Constant): number | boolean {
  const fact = FACTS.get(field.replace(/_\d$/, ''));
  if (typeof constant === 'number' || typeof constant === 'boolean') return constant;
  if (fact?.type === 'enum') return Object.keys(fact.values).indexOf(String(constant));
  if (fact?.type === 'set') {
    const members = Object.keys(fact.values ?? {});
    return [constant].flat().reduce((bits, member) => bits + 2 ** members.indexOf(member), 0);
  }
  return codeNumber(String(constant));
}

/** Divisions as they are; industries so that `01` and `011` differ; what is no code is negative. */
function codeNumber(code: string): number {
  if (code === '') return -1;
  if (/^\d{6}$/.test(code)) return Number(code);
  return /^\d/.test(code) ? Number(`9${code}`) : code.charCodeAt(0);
}

/** Writes the rows of a table as CSV without a header; an empty field is unknown. */
export async function writeCsv(ruleSet: RuleSet, table: Table, path: string): Promise<void> {
  const cells = [...reportedCells(ruleSet, table), ...derivedCells(ruleSet, table)];
  const file = createWriteStream(path);
  for (let from = 0; from < table.rows; from += 20_000) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(from + 20_000, table.rows); row += 1)
      lines.push(cells.map((cell) => cell(row)).join(','));
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

type Cell = (row: number) => string;

function reportedCells(ruleSet: RuleSet, table: Table): readonly Cell[] {
  return REPORTED.flatMap(({ id, type }): readonly Cell[] => {
    const column = columnOf(table, id);
    if (column.kind === 'number') return [(row) => numberText(column.values[row])];
    if (type !== 'code') {
      const texts = column.dictionary.map((value) =>
        String(type === 'date' ? dayNumber(String(value)) : sqlConstant(id, value as Constant)),
      );
      return [(row) => texts[column.codes[row] ?? -1] ?? ''];
    }
    const hierarchy = ruleSet.hierarchies.get(id === 'industry' ? 'industry' : 'division');
    if (hierarchy === undefined) throw new Error(`no hierarchy of '${id}'`);
    const paths = column.dictionary.map((code) => [String(code), ...levelsOf(hierarchy, id, String(code))]);
    return Array.from({ length: (LEVELS[id] ?? 0) + 1 }, (_, level): Cell => {
      const texts = paths.map((path) => (path[level] === undefined ? '' : String(codeNumber(path[level]))));
      return (row) => texts[column.codes[row] ?? -1] ?? '';
    });
  });
}

function derivedCells(ruleSet: RuleSet, table: Table): readonly Cell[] {
  const monthsOf = (id: string): ((row: number) => number | null) => {
    const column = columnOf(table, id);
    if (column.kind === 'number') throw new Error(`'${id}' is no date`);
    const months = column.dictionary.map((date) => monthsSince(dayNumber(String(date))));
    return (row) => months[column.codes[row] ?? -1] ?? null;
  };
  const [age, since] = [monthsOf('establishedOn'), monthsOf('highTechSince')];
  const [revenue, research, employees] = ['annualRevenue', 'rdExpense', 'employees'].map((id) =>
    numbersOf(table, id),
  );
  if (revenue === undefined || research === undefined || employees === undefined)
    throw new Error('no figures');
  const sections = sectionsOf(ruleSet, table);
  return [
    (row) => numberText(floor(age(row))),
    (row) => numberText(since(row)),
    (row) => ((revenue[row] ?? 0) > 0 ? numberText((research[row] ?? 0) / (revenue[row] ?? 0)) : ''),
    (row) => {
      const [annualRevenue, staff] = [known(revenue[row]), known(employees[row])];
      const size = sizeOf({ industry_1: sections(row), annualRevenue, employees: staff });
      return size === null ? '' : String(sqlConstant('size', size));
    },
  ];
}

/** The section of each row's industry. */
function sectionsOf(ruleSet: RuleSet, table: Table): (row: number) => string | null {
  const column = columnOf(table, 'industry');
  const hierarchy = ruleSet.hierarchies.get('industry');
  if (column.kind === 'number' || hierarchy === undefined) throw new Error('no industries');
  const sections = column.dictionary.map((code) => levelsOf(hierarchy, 'industry', String(code))[0] ?? null);
  return (row) => sections[column.codes[row] ?? -1] ?? null;
}

function columnOf(table: Table, id: string): Column {
  const column = table.columns.get(id);
  if (column === undefined) throw new Error(`no column '${id}'`);
  return column;
}

function numbersOf(table: Table, id: string): Float64Array {
  const column = columnOf(table, id);
  if (column.kind !== 'number') throw new Error(`'${id}' is no number`);
  return column.values;
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
const floor = (months: number | null): number | null => (months === null ? null : Math.floor(months / 12));
const numberText = (value: number | null | undefined): string =>
  value == null || Number.isNaN(value) ? '' : String(value);
