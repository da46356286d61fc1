import { describe, expect, it } from 'vitest';
import { createMatcher, InvalidProfile, loadRuleSet } from '../../src/index.ts';

const PROFILE = { registeredRegion: '341881', industry: '35' };
const ASKED = { asOf: '2024-09-01', source: 'data-bureau' };

describe('the library', () => {
  it('finds what it matches, but for the ineligible', async () => {
    const matcher = createMatcher(await loadRuleSet('rules'));
    const matched = matcher.match(PROFILE, ASKED).filter(({ outcome }) => outcome !== 'ineligible');
    const ids = matched.map(({ policy }) => policy.id).toSorted();
    expect(matcher.find(PROFILE, ASKED).map(({ policy }) => policy.id)).toEqual(ids);
    expect(ids.length).toBeGreaterThan(10);
  });

  it('forgets a policy that is withdrawn and finds it again', async () => {
    const matcher = createMatcher(await loadRuleSet('rules'));
    const [first] = matcher.find(PROFILE, ASKED);
    const listed = () => [
      matcher.find(PROFILE, ASKED).some(({ policy }) => policy.id === first!.policy.id),
      matcher.match(PROFILE, ASKED).some(({ policy }) => policy.id === first!.policy.id),
    ];
    expect(matcher.withdraw(first!.policy.id)).toBe(true);
    expect(listed()).toEqual([false, false]);
    matcher.put(first!.policy);
    expect(listed()).toEqual([true, true]);
    expect(matcher.withdraw('no-such-policy')).toBe(false);
  });

  it('lists every problem of a profile', async () => {
    const matcher = createMatcher(await loadRuleSet('rules'));
    const wrong = { registeredRegion: '999999', staff: 3 };
    expect(() => matcher.find(wrong, ASKED)).toThrow(InvalidProfile);
    expect(() => matcher.match(wrong, ASKED)).toThrow(/registeredRegion.*staff/s);
  });

  it.each([
    [{ asOf: '2024-9-1' }, '/asOf: '],
    [{ asOf: '2024-02-31' }, '/asOf: '],
    [{ asOf: '2024-09-01T00:00:00Z' }, '/asOf: '],
    [{} as never, '/asOf: '],
    [{ asOf: '2024-09-01', source: 'data-bureu' }, '/source: '],
  ])('refuses to match by %j', async (options, problem) => {
    const matcher = createMatcher(await loadRuleSet('rules'));
    expect(() => matcher.find(PROFILE, options)).toThrow(problem);
    expect(() => matcher.match(PROFILE, options)).toThrow(problem);
  });

  it('takes plain values from `self` for self-declared', async () => {
    const matcher = createMatcher(await loadRuleSet('rules'));
    const { asOf } = ASKED;
    expect(matcher.match(PROFILE, { asOf, source: 'self' })).toEqual(matcher.match(PROFILE, { asOf }));
  });
});
