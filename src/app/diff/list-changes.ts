/** A line that is in one list only; lists are compared by their members, in their order. */
export interface TextChange {
  readonly old: string | null;
  readonly new: string | null;
}

/** The lines that went and those that came; equal lines cancel, whatever their place. */
export function lineChanges(old: readonly string[], now: readonly string[]): readonly TextChange[] {
  const gone = old.filter((line) => !now.includes(line));
  const come = now.filter((line) => !old.includes(line));
  if (gone.length === 0 && come.length === 0 && old.join('\n') !== now.join('\n'))
    return [{ old: old.join('\n'), new: now.join('\n') }];
  const length = Math.max(gone.length, come.length);
  return Array.from({ length }, (_each, at) => ({ old: gone[at] ?? null, new: come[at] ?? null }));
}
