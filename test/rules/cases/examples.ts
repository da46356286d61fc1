import { drop, set } from '../edits.ts';
import { LOAN } from '../good-rule-set.ts';
import { type Case, one, several } from './case.ts';

/** Whether the examples come out as they say, and show together what the policy does. */
export const EXAMPLE_CASES: readonly Case[] = [
  one(
    'no example of a yes',
    drop(LOAN, '/examples/0'),
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
  ),
  several(
    'three examples',
    [drop(LOAN, '/examples/4'), drop(LOAN, '/examples/3')],
    'few-examples policies/341800/loan.json#/examples 45:15 [',
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
  ),
  one(
    'no examples',
    set(LOAN, '/examples', []),
    'few-examples policies/341800/loan.json#/examples 45:15 []',
    'example-coverage policies/341800/loan.json#/examples 45:15 []',
    'example-coverage policies/341800/loan.json#/examples 45:15 []',
    'example-coverage policies/341800/loan.json#/examples 45:15 []',
    'example-coverage policies/341800/loan.json#/examples 45:15 []',
    'example-coverage policies/341800/loan.json#/examples 45:15 []',
  ),
  one(
    'no example of a no for the region',
    drop(LOAN, '/examples/1'),
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
  ),
  one(
    'no example of an unknown',
    drop(LOAN, '/examples/4'),
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
  ),
  one(
    'an end that no example shows',
    set(LOAN, '/validTo', '2024-12-31'),
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
  ),
  one(
    'another outcome than expected',
    set(LOAN, '/examples/0/profile/employees', 300),
    'example-failed policies/341800/loan.json#/examples/0/outcome 55:18 "eligible"',
  ),
  one(
    'an example before the policy is in force',
    set(LOAN, '/examples/0/asOf', '2023-12-31'),
    'example-failed policies/341800/loan.json#/examples/0/outcome 55:18 "eligible"',
  ),
  one(
    'other facts missing than expected',
    set(LOAN, '/examples/4/missing', ['employees']),
    'example-failed policies/341800/loan.json#/examples/4/missing 100:18 [',
  ),
  one(
    'missing facts not stated',
    drop(LOAN, '/examples/4/missing'),
    'example-failed policies/341800/loan.json#/examples/4/missing 90:5 {',
  ),
  one(
    'a source misspelt in an example',
    set(LOAN, '/examples/0/source', 'hubb'),
    'unknown-authority policies/341800/loan.json#/examples/0/source 49:17 "hubb",',
  ),
  one(
    'a fact misspelt in an example',
    set(LOAN, '/examples/3/profile', { emploees: 300 }),
    'unknown-fact policies/341800/loan.json#/examples/3/profile/emploees 84:21 300',
  ),
  one(
    'a derived fact in an example',
    set(LOAN, '/examples/0/profile/rdIntensity', 0.1),
    'derived-fact-given policies/341800/loan.json#/examples/0/profile/rdIntensity 54:24 0.1',
  ),
  one(
    'more employees than there are people',
    set(LOAN, '/examples/0/profile/employees', 1e9),
    'out-of-range policies/341800/loan.json#/examples/0/profile/employees 53:22 1000000000',
  ),
];
