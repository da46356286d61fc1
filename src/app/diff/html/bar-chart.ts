import { html, type Markup, NOTHING } from './markup.ts';

/** One line of a chart: what it is about, and a figure to either side or to the right alone. */
export interface Bar {
  readonly label: string;
  readonly left: number;
  readonly right: number;
  /** What stands beside the bars, in place of the figures. */
  readonly leftText: string;
  readonly rightText: string;
}

interface Chart {
  readonly title: string;
  readonly leftName: string;
  readonly rightName: string;
  readonly leftColor: string;
  readonly rightColor: string;
}

const LINE = 26;
const WIDTH = 760;
const LABEL = 300;
const FIGURE = 90;

/** Bars to the left and right of a common axis, as SVG: one scale for both sides. */
export function barChart(bars: readonly Bar[], chart: Chart): Markup {
  if (bars.length === 0) return NOTHING;
  const hasLeft = bars.some(({ left }) => left > 0);
  const room = WIDTH - LABEL - FIGURE * (hasLeft ? 2 : 1);
  const most = Math.max(...bars.flatMap(({ left, right }) => [left, right]), 1);
  const half = hasLeft ? room / 2 : room;
  const axis = LABEL + (hasLeft ? FIGURE + half : 0);
  const scale = (value: number) => Math.round((value / most) * half * 10) / 10;
  const height = LINE * (bars.length + 1);
  return html`<figure><figcaption>${chart.title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${chart.title}">
${hasLeft ? html`<text x="${axis - 6}" y="16" text-anchor="end" fill="${chart.leftColor}">${chart.leftName}</text>` : NOTHING}
<text x="${axis + 6}" y="16" fill="${chart.rightColor}">${chart.rightName}</text>
${bars.map((bar, index) => barLine(bar, LINE * (index + 1), { axis, scale, ...chart }))}
<line x1="${axis}" y1="${LINE - 4}" x2="${axis}" y2="${height}" stroke="#888"/>
</svg></figure>`;
}

interface Drawn extends Chart {
  readonly axis: number;
  scale(value: number): number;
}

function barLine(bar: Bar, top: number, { axis, scale, leftColor, rightColor }: Drawn): Markup {
  const [left, right] = [scale(bar.left), scale(bar.right)];
  const middle = top + 15;
  return html`<g><title>${bar.label}</title><text x="0" y="${middle}">${cut(bar.label)}</text>
${bar.left > 0 ? html`<rect x="${axis - left}" y="${top + 3}" width="${left}" height="16" fill="${leftColor}"/><text x="${axis - left - 4}" y="${middle}" text-anchor="end">${bar.leftText}</text>` : NOTHING}
${bar.right > 0 ? html`<rect x="${axis}" y="${top + 3}" width="${right}" height="16" fill="${rightColor}"/><text x="${axis + right + 4}" y="${middle}">${bar.rightText}</text>` : NOTHING}
</g>
`;
}

/** Columns that fit beside the chart: a Chinese character takes two. The whole label shows on hovering. */
function cut(label: string): string {
  let kept = '';
  let columns = 0;
  for (const character of label) {
    columns += character > '\u02FF' ? 2 : 1;
    if (columns > MOST_COLUMNS) return `${kept}…`;
    kept += character;
  }
  return label;
}

const MOST_COLUMNS = 40;
