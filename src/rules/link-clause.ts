import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/**
 * The text of a document with the policy listed under the clause, and the clause's disposition `policy`; all else stays as it is written.
 * Undefined where the document has no such clause.
 */
export function linkClause(text: string, clausePath: string, policyId: string): string | undefined {
  const tree = parseTree(text);
  const clauses = tree === undefined ? undefined : findNodeAtLocation(tree, ['clauses']);
  const clause = clauses?.children?.find((each) => findNodeAtLocation(each, ['path'])?.value === clausePath);
  const disposition = clause && findNodeAtLocation(clause, ['disposition']);
  const policies = clause && findNodeAtLocation(clause, ['policies']);
  if (disposition === undefined || policies === undefined) return undefined;
  const ids = [...(policies.children ?? []).map((each) => String(each.value)), policyId];
  const edits: readonly (readonly [Node, string])[] = [
    [disposition, '"policy"'],
    [policies, listText([...new Set(ids)], columnOf(text, policies))],
  ];
  return edits
    .toSorted(([a], [b]) => b.offset - a.offset)
    .reduce(
      (edited, [{ offset, length }, by]) => edited.slice(0, offset) + by + edited.slice(offset + length),
      text,
    );
}

/** As the formatter of these files has it: on one line while it fits. */
const LINE = 110;

function listText(
  ids: readonly string[],
  { column, indent }: { readonly column: number; readonly indent: string },
): string {
  const oneLine = `[${ids.map((id) => JSON.stringify(id)).join(', ')}]`;
  if (column + oneLine.length <= LINE) return oneLine;
  return `[\n${ids.map((id) => `${indent}  ${JSON.stringify(id)}`).join(',\n')}\n${indent}]`;
}

function columnOf(text: string, { offset }: Node): { readonly column: number; readonly indent: string } {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return { column: line.length, indent: /^\s*/.exec(line)?.[0] ?? '' };
}
