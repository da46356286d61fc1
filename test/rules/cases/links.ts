import { set } from '../edits.ts';
import { LOAN, PLAN } from '../good-rule-set.ts';
import { type Case, one } from './case.ts';

/** Whether clauses and policies name each other. */
export const LINK_CASES: readonly Case[] = [
  one(
    'a document misspelt',
    set(LOAN, '/source/0/document', 'plam'),
    'unknown-document policies/341800/loan.json#/source/0/document 13:19 "plam",',
    'clause-not-encoded seeds/plan.json#/clauses/1/policies/0 34:9 "loan"',
  ),
  one(
    'a clause that is not there',
    set(LOAN, '/source/0/clause', '1.9'),
    'unknown-clause policies/341800/loan.json#/source/0/clause 14:17 "1.9"',
    'clause-not-encoded seeds/plan.json#/clauses/1/policies/0 34:9 "loan"',
  ),
  one(
    'a clause that lists another policy too',
    set(PLAN, '/clauses/1/policies/1', 'grant'),
    'clause-not-encoded seeds/plan.json#/clauses/1/policies/1 35:9 "grant"',
  ),
  one(
    'a clause that does not list the policy',
    set(LOAN, '/source/1', { document: 'plan', clause: '1' }),
    'clause-not-linked policies/341800/loan.json#/source/1/clause 18:17 "1"',
  ),
  one(
    'a clause of policies without one',
    set(PLAN, '/clauses/0/disposition', 'policy'),
    'clause-without-policy seeds/plan.json#/clauses/0/policies 22:19 []',
  ),
  one(
    'a clause of duties with a policy',
    set(PLAN, '/clauses/1/disposition', 'duty'),
    'clause-without-policy seeds/plan.json#/clauses/1/policies 33:19 [',
  ),
  one(
    'a clause path twice',
    set(PLAN, '/clauses/2', {
      path: '1',
      kind: 'item',
      digest: null,
      summary: '—',
      departments: [],
      supporting: [],
      deadline: null,
      disposition: 'context',
      policies: [],
    }),
    'duplicate-id seeds/plan.json#/clauses/2/path 38:15 "1",',
  ),
  one(
    'a document in two files',
    (files) => [
      ...files,
      ...files.filter(({ path }) => path === PLAN).map(({ text }) => ({ path: 'seeds/same.json', text })),
    ],
    'duplicate-id seeds/same.json#/id 2:9 "plan",',
  ),
  one(
    'a broken document, and no policy of it is called unlinked',
    set(PLAN, '/clauses/0/kind', 'title'),
    'wrong-value seeds/plan.json#/clauses/0/kind 15:15 "title",',
  ),
  one(
    'a broken policy, and no clause is called not encoded',
    set(LOAN, '/basis', 'figure'),
    'wrong-value policies/341800/loan.json#/basis 24:12 "figure",',
  ),
];
