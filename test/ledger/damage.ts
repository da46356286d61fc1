/** One change to a JSON document. */
export interface Damage {
  /** `changed /leaf/id`, `dropped /index`, `added /leaf/extra`. */
  readonly name: string;
  readonly damaged: unknown;
}

/**
 * Every small change to a JSON document: each text, number and truth changed, in its type and out of it; each member and
 * element dropped; a member added to each object and an element to each array; neighbours in an array swapped.
 */
export function everyDamage(json: unknown): readonly Damage[] {
  const at = (pointer: string, value: unknown, put: (value: unknown) => unknown): Damage[] => {
    const named = (kind: string, place: string, changed: unknown) => ({
      name: `${kind} ${place}`,
      damaged: put(changed),
    });
    if (Array.isArray(value)) {
      return [
        named('added', `${pointer}/${value.length}`, [...value, value.at(-1) ?? 'added']),
        ...value.map((_, index) => named('dropped', `${pointer}/${index}`, value.toSpliced(index, 1))),
        ...value
          .slice(1)
          .map((each, index) =>
            named('swapped', `${pointer}/${index}`, value.toSpliced(index, 2, each, value[index])),
          ),
        ...value.flatMap((each, index) =>
          at(`${pointer}/${index}`, each, (changed) => put(value.with(index, changed))),
        ),
      ];
    }
    if (typeof value === 'object' && value !== null) {
      const members = Object.entries(value);
      return [
        named('added', `${pointer}/extra`, { ...value, extra: 'added' }),
        ...members.map(([key]) =>
          named(
            'dropped',
            `${pointer}/${key}`,
            Object.fromEntries(members.filter(([other]) => other !== key)),
          ),
        ),
        ...members.flatMap(([key, each]) =>
          at(`${pointer}/${key}`, each, (changed) => put({ ...value, [key]: changed })),
        ),
      ];
    }
    return changesOf(value).map((changed) => named('changed', `${pointer} to ${show(changed)}`, changed));
  };
  return at('', json, (value) => value);
}

function changesOf(value: unknown): readonly unknown[] {
  if (typeof value === 'number')
    return [value + 1, value - 1, -1, 0.5, 2 ** 53, `${value}`, null].filter((n) => n !== value);
  if (typeof value === 'boolean') return [!value, null];
  if (typeof value === 'string')
    return [
      otherAt(value, 0),
      otherAt(value, value.length - 1),
      `${value}x`,
      value.slice(0, -1),
      '',
      7,
      null,
    ];
  return ['null', 0, false];
}

function otherAt(text: string, index: number): string {
  return `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 10)}…${text.slice(-10)}` : text;
}
