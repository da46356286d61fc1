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
});
