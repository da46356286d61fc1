/** A link of a page: where it points and on which line it stands. */
export interface Link {
  readonly target: string;
  readonly line: number;
}

/** Inline links, images and reference definitions. What stands in code is not a link. */
export function linksOf(markdown: string): readonly Link[] {
  return withoutCode(markdown)
    .split('\n')
    .flatMap((text, index) => {
      const inline = [...text.matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g)];
      const defined = [...text.matchAll(/^\s{0,3}\[[^\]]+\]:\s*<?([^>\s]+)>?/g)];
      return [...inline, ...defined].map((found) => ({ target: found[1] ?? '', line: index + 1 }));
    });
}

/** The anchors that GitHub gives a page: its headings as slugs, numbered when repeated, and explicit ids. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const prose = withoutFences(markdown);
  for (const [, heading = ''] of prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let repeat = 1; anchors.has(anchor); repeat += 1) anchor = `${slug}-${repeat}`;
    anchors.add(anchor);
  }
  for (const [, id = ''] of prose.matchAll(/<[^>]+\s(?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

/** The scripts that a page tells the reader to run, in prose or in code. */
export function scriptsNamedIn(markdown: string): readonly string[] {
  const named = [...markdown.matchAll(/\bnpm run (?:-\S+ )*([a-z][\w:-]*)/g)].map((found) => found[1] ?? '');
  const short = [...markdown.matchAll(/\bnpm (start|test)\b/g)].map((found) => found[1] ?? '');
  return [...named, ...short];
}

function slugOf(heading: string): string {
  return heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** Blank lines take the place of the code, so that line numbers stay. */
function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^\s*(```+|~~~+)[^\n]*\n[\s\S]*?^\s*\1\s*$/gm, (code) =>
    code.replaceAll(/[^\n]/g, ''),
  );
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replaceAll(/`[^`\n]*`/g, '');
}
