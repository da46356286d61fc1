import { expect, it } from 'vitest';
import { logPlot } from '../../bench/plot.ts';

const points = (svg: string): readonly string[] =>
  [...svg.matchAll(/points="([^"]*)"/g)].map(([, at = '']) => at);

it('ten times as much is as far away everywhere, and more is further up', () => {
  const svg = logPlot({ title: 't', x: 'x', y: 'y' }, [
    {
      name: 'a & b',
      points: [
        [10, 1],
        [100, 10],
        [1000, 100],
      ],
    },
  ]);
  const [path = ''] = points(svg);
  const [a = [], b = [], c = []] = path.split(' ').map((pair) => pair.split(',').map(Number));
  expect((b[0] ?? 0) - (a[0] ?? 0)).toBeCloseTo((c[0] ?? 0) - (b[0] ?? 0));
  expect((a[1] ?? 0) - (b[1] ?? 0)).toBeCloseTo((b[1] ?? 0) - (c[1] ?? 0));
  expect(a[1]).toBeGreaterThan(b[1] ?? 0);
  expect(svg).toContain('a &amp; b');
  expect(svg).not.toContain('NaN');
});

it('values of one size still have an axis', () => {
  const svg = logPlot({ title: 't', x: 'x', y: 'y' }, [{ name: 'a', points: [[10, 10]] }]);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
