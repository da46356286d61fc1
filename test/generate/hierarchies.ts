import fc from 'fast-check';
import { type Hierarchy, type HierarchyCode, hasCode } from '../../src/engine/hierarchy.ts';

/** A forest of sections (letters), divisions (two digits) and some listed classes; deeper codes may be unlisted. */
export function arbitraryHierarchy(id: string): fc.Arbitrary<Hierarchy> {
  const parents = fc.array(fc.constantFrom('A', 'B', undefined), { minLength: 3, maxLength: 5 });
  return fc.tuple(parents, fc.boolean()).map(([parentOfDivision, open]) => {
    const codes = new Map<string, HierarchyCode>([
      ['A', { name: 'section A' }],
      ['B', { name: 'section B' }],
    ]);
    parentOfDivision.forEach((parent, index) => {
      const division = `0${index + 1}`;
      codes.set(division, { name: division, ...(parent === undefined ? {} : { parent }) });
      if (index % 2 === 0) codes.set(`${division}1`, { name: `${division}1`, parent: division });
    });
    return { id, codes, ...(open ? { unlisted: { pattern: /^[0-9]{3,4}$/ } } : {}) };
  });
}

/** Codes of the table: the listed ones, and below some of them unlisted ones where the table accepts them. */
export function codesOf(hierarchy: Hierarchy): readonly string[] {
  const listed = [...hierarchy.codes.keys()];
  const below = listed.flatMap((code) => [`${code}1`, `${code}9`, `${code}99`]);
  return [...new Set([...listed, ...below])].filter((code) => hasCode(hierarchy, code));
}
