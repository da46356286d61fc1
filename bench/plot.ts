/** A line of a plot: points by rising x. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Labels {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

const WIDTH = 860;
const HEIGHT = 460;
const BOX = { left: 86, right: 560, top: 44, bottom: 400 };
const COLOURS = [
  '#0b6e4f',
  '#c1121f',
  '#1d4ed8',
  '#b45309',
  '#6d28d9',
  '#0e7490',
  '#be185d',
  '#4d7c0f',
  '#374151',
];

/** An SVG with logarithmic axes. */
export function logPlot({ title, x, y }: Labels, series: readonly Series[]): string {
  const points = series.flatMap((each) => each.points);
  const [across, up] = [axis(points.map(([at]) => at)), axis(points.map(([, at]) => at))];
  const placeX = (value: number) => scale(value, across, BOX.left, BOX.right);
  const placeY = (value: number) => scale(value, up, BOX.bottom, BOX.top);
  const grid = [
    ...powers(across).map((value) => {
      const at = placeX(value).toFixed(1);
      return `${rule(at, BOX.top, at, BOX.bottom)}${text(at, BOX.bottom + 18, tick(value), 'middle')}`;
    }),
    ...powers(up).map((value) => {
      const at = placeY(value);
      return `${rule(BOX.left, at.toFixed(1), BOX.right, at.toFixed(1))}${text(BOX.left - 8, (at + 4).toFixed(1), tick(value), 'end')}`;
    }),
  ];
  const lines = series.map(({ name, points: path }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const places = path.map(([px, py]) => [placeX(px).toFixed(1), placeY(py).toFixed(1)] as const);
    const dots = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`).join('');
    const line = `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.map((at) => at.join(',')).join(' ')}"/>`;
    const height = BOX.top + 14 + index * 20;
    const key = `<rect x="${BOX.right + 16}" y="${height - 9}" width="12" height="4" fill="${colour}"/>`;
    return `${line}${dots}${key}${text(BOX.right + 34, height - 3, name, 'start')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${text(BOX.left, 24, title, 'start')}
${grid.join('\n')}
${lines.join('\n')}
${text((BOX.left + BOX.right) / 2, HEIGHT - 18, x, 'middle')}
<g transform="translate(18 ${(BOX.top + BOX.bottom) / 2}) rotate(-90)">${text(0, 0, y, 'middle')}</g>
</svg>
`;
}

/** The powers of ten around all values: exponents. */
function axis(values: readonly number[]): readonly [number, number] {
  const exponents = values.map((value) => Math.log10(value));
  const [least, most] = [Math.floor(Math.min(...exponents)), Math.ceil(Math.max(...exponents))];
  return [least, Math.max(most, least + 1)];
}

function powers([least, most]: readonly [number, number]): readonly number[] {
  return Array.from({ length: most - least + 1 }, (_, step) => 10 ** (least + step));
}

function scale(value: number, [least, most]: readonly [number, number], from: number, to: number): number {
  return from + ((Math.log10(value) - least) / (most - least)) * (to - from);
}

/** Ten thousand as `10⁴`. */
function tick(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (exponent >= 0 && exponent <= 2) return String(10 ** exponent);
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const raised = [...String(exponent)]
    .map((each) => (each === '-' ? '⁻' : (digits[Number(each)] ?? '')))
    .join('');
  return `10${raised}`;
}

function rule(x1: number | string, y1: number | string, x2: number | string, y2: number | string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#e5e7eb"/>`;
}

function text(x: number | string, y: number | string, content: string, anchor: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#111827">${escaped}</text>`;
}
