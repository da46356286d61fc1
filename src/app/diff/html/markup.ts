/** Markup that is safe to put into a page as it is. */
export interface Markup {
  readonly markup: string;
}

type Child = Markup | string | number | readonly (Markup | string)[];

/** Markup from a template: what is put in is escaped unless it is markup itself; lists are joined. */
export function html(parts: TemplateStringsArray, ...children: readonly Child[]): Markup {
  const text = parts.map(
    (part, index) => `${part}${index < children.length ? shown(children[index] ?? '') : ''}`,
  );
  return { markup: text.join('') };
}

export const NOTHING: Markup = { markup: '' };

function shown(child: Child): string {
  if (typeof child === 'string' || typeof child === 'number') return escaped(`${child}`);
  return 'markup' in child ? child.markup : child.map(shown).join('');
}

/** Also what HTML forbids in a text: control characters, which a rule file or a profile may hold. */
function escaped(text: string): string {
  return text
    .replaceAll(FORBIDDEN, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const FORBIDDEN = /[^\t\n\r\u0020-\u007E\u00A0-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{10FFFF}]/gu;
