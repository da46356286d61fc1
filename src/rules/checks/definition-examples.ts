import type { CivilDate } from '../../engine/civil-date.ts';
import type { Condition } from '../../engine/condition.ts';
import { evaluate } from '../../engine/evaluate.ts';
import { conditionOf } from '../../engine/named-condition.ts';
import type { Profile } from '../../engine/profile.ts';
import { createReader } from '../../engine/reading.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { sameValue, type Value } from '../../engine/value.ts';
import { type Diagnostic, diagnose, gatherIn, type Place, quote } from '../diagnostic.ts';
import type { ParsedFiles } from '../parse-files.ts';
import { parseProfile } from '../profile-json.ts';
import { UNCONFIRMED } from '../schema/definition-example-schema.ts';
import { parseValue } from '../value-json.ts';
import { valueToJson } from '../value-to-json.ts';

/** An example of a named condition or a derived fact that could be read. */
export type DefinitionExample = {
  readonly id: string;
  readonly name: string;
  readonly profile: Profile;
  readonly asOf: CivilDate;
  readonly place: Place;
} & (
  | { readonly kind: 'condition'; readonly condition: Condition; readonly gives: string }
  /** Null: unknown. */
  | { readonly kind: 'fact'; readonly fact: Fact; readonly gives: Value | null }
);

/** The files of named conditions and of facts. */
export interface DefinitionFiles {
  readonly conditionFiles: ParsedFiles['conditions'];
  readonly factFiles: ParsedFiles['facts'];
}

/** The examples of named conditions and derived facts; mistakes in them are added to the list. */
export function readDefinitionExamples(
  ruleSet: RuleSet,
  { conditionFiles, factFiles }: DefinitionFiles,
  diagnostics: Diagnostic[],
): readonly DefinitionExample[] {
  return [
    ...conditionFiles.flatMap(({ file, json }) =>
      (json.examples ?? []).flatMap((example, index): DefinitionExample[] => {
        const place = { file, pointer: `/examples/${index}` };
        const condition = conditionOf(ruleSet, json.id);
        const read = readGiven(ruleSet, example, `${index + 1}`, place, diagnostics);
        if (condition === undefined || read === undefined) return [];
        return [{ ...read, id: json.id, kind: 'condition', condition, gives: example.gives }];
      }),
    ),
    ...factFiles.flatMap(({ file, json }) =>
      json.facts.flatMap((factJson, at) =>
        (factJson.examples ?? []).flatMap((example, index): DefinitionExample[] => {
          const place = { file, pointer: `/facts/${at}/examples/${index}` };
          const fact = ruleSet.facts.get(factJson.id);
          if (fact === undefined) return [];
          if (fact.derivation === null) {
            diagnostics.push(diagnose('example-of-reported', place, { about: fact.id }));
            return [];
          }
          const read = readGiven(ruleSet, example, `${index + 1}`, place, diagnostics);
          const gives = readValue(ruleSet, fact, example.gives, place, diagnostics);
          if (read === undefined || gives === undefined) return [];
          return [{ ...read, id: fact.id, kind: 'fact', fact, gives }];
        }),
      ),
    ),
  ];
}

interface Given {
  readonly name?: string | undefined;
  readonly asOf: CivilDate;
  readonly profile: unknown;
  readonly gives: unknown;
}

function readGiven(
  ruleSet: RuleSet,
  { name = '', asOf, profile: json, gives }: Given,
  number: string,
  place: Place,
  diagnostics: Diagnostic[],
) {
  const about = name === '' ? number : name;
  if (gives === UNCONFIRMED) {
    const at = { ...place, pointer: `${place.pointer}/gives` };
    diagnostics.push(diagnose('unconfirmed-example', at, { about }));
    return undefined;
  }
  const within = { ...place, pointer: `${place.pointer}/profile` };
  const { profile, diagnostics: problems } = parseProfile(ruleSet, json, null, within);
  gatherIn(diagnostics)(problems);
  return profile === null ? undefined : { name: about, profile, asOf, place };
}

function readValue(
  ruleSet: RuleSet,
  fact: Fact,
  json: unknown,
  place: Place,
  diagnostics: Diagnostic[],
): Value | null | undefined {
  if (json === null || json === UNCONFIRMED) return null;
  const at = { ...place, pointer: `${place.pointer}/gives` };
  const parsed = parseValue(fact.type, json, at, ruleSet.hierarchies);
  if (parsed.ok) return parsed.value;
  gatherIn(diagnostics)(parsed.diagnostics);
  return undefined;
}

/** Runs the examples of named conditions and derived facts, each by itself. */
export function checkDefinitionExamples(ruleSet: RuleSet, files: DefinitionFiles): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const example of readDefinitionExamples(ruleSet, files, diagnostics)) {
    const { name: about, profile, asOf, place } = example;
    const reader = createReader(ruleSet, profile, asOf);
    const at = { ...place, pointer: `${place.pointer}/gives` };
    if (example.kind === 'condition') {
      const { truth } = evaluate(example.condition, reader);
      if (truth !== example.gives)
        diagnostics.push(diagnose('example-failed', at, { about, expected: example.gives, found: truth }));
      continue;
    }
    const { fact, gives } = example;
    const reading = reader.read(fact.id);
    const found = reading.known ? reading.value : null;
    const same = found === null || gives === null ? found === gives : sameValue(found, gives);
    if (!same)
      diagnostics.push(
        diagnose('example-failed', at, { about, expected: inJson(fact, gives), found: inJson(fact, found) }),
      );
  }
  return diagnostics;
}

function inJson({ type }: Fact, value: Value | null): string {
  return quote(value === null ? null : valueToJson(type, value));
}
